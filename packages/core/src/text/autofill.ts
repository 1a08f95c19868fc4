import type { Autofill } from '../contract.ts';

const host =
  /^(?=.{1,253}$)(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)*[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;
const appHash = /^[A-Za-z\d+/]{11}$/;

/**
 * The text with the lines from which a browser or an Android app reads the code, unless it ends with them already. A
 * browser reads the last line only, so that of the app is above it.
 * @see https://wicg.github.io/sms-one-time-codes/
 * @see https://developers.google.com/identity/sms-retriever/verify
 */
export function withAutofill(
  text: string,
  autofill: unknown,
  code: unknown,
): { readonly text: string } | { readonly problem: string } {
  if (typeof autofill !== 'object' || autofill === null) {
    return { problem: "autofill must be an object like { webHost: 'example.com' }." };
  }
  const { webHost, androidAppHash } = autofill as { readonly [name in keyof Autofill]: unknown };
  if (webHost === undefined && androidAppHash === undefined) return { text };
  if (!isCode(code)) {
    return { problem: 'autofill needs payload.code, a text without spaces or a number.' };
  }
  const lines: string[] = [];
  if (androidAppHash !== undefined) {
    if (typeof androidAppHash !== 'string' || !appHash.test(androidAppHash)) {
      return { problem: 'autofill.androidAppHash must be the 11 characters of the app’s hash.' };
    }
    lines.push(androidAppHash);
  }
  if (webHost !== undefined) {
    if (typeof webHost !== 'string' || !host.test(webHost)) {
      return { problem: 'autofill.webHost must be a host in lower case, like example.com.' };
    }
    lines.push(`@${webHost} #${code}`);
  }
  const ending = `\n\n${lines.join('\n')}`;
  return { text: text.endsWith(ending) ? text : text + ending };
}

function isCode(code: unknown): code is string | number {
  return typeof code === 'string' ? /^\S+$/.test(code) : typeof code === 'number';
}
