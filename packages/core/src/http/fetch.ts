import { maxBodyBytes } from './limits.ts';
import { isMalformedAnswer } from './malformed-answer.ts';
import type { Http } from './port.ts';

/**
 * The HTTP port over the platform's `fetch`, for edge runtimes, Bun, Deno and browsers. After a 421, with which a
 * server says that it took nothing, the Fetch Standard has the platform itself ask once more.
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function fetchHttp(): Http {
  return async ({ method, url, headers, body, timeoutMs, signal }) => {
    let sent = false;
    let deadline: AbortSignal | undefined;
    try {
      deadline = AbortSignal.timeout(Math.ceil(timeoutMs));
      const request = new Request(url, {
        method,
        headers,
        ...(body !== undefined && { body }),
        redirect: 'manual',
        signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
      });
      signal?.throwIfAborted();
      sent = true;
      const response = await fetch(request);
      const text = await readText(response);
      if (text === undefined) return { failure: 'invalid_response', sent };
      return { status: response.status, headers: Object.fromEntries(response.headers), body: text };
    } catch (error) {
      if (signal?.aborted === true) return { failure: 'aborted', sent };
      if (deadline?.aborted === true) return { failure: 'timeout', sent };
      const { cause = error } = error as { readonly cause?: unknown };
      if (isMalformedAnswer(cause)) return { failure: 'invalid_response', sent };
      return { failure: 'network', sent: sent && !neverConnected(error) && !neverConnected(cause) };
    }
  };
}

/** The body as UTF-8, or `undefined` where it is larger than any answer should be. */
async function readText(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

// The codes of connections that never stood, as Node and Bun spell them, and of certificates that are not
// trusted. Where a runtime says nothing, the request may have left.
const connectionError =
  /^((?!ERR_SSL_)\w*CERT\w*|UNABLE_TO_VERIFY_LEAF_SIGNATURE|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|DNSLookupFailed)$/;

// Deno gives no code, but says which part of its client failed.
const connectionErrorInDeno = 'client error (Connect)';

function neverConnected(error: unknown): boolean {
  const { code, message } = (error ?? {}) as {
    readonly code?: unknown;
    readonly message?: unknown;
  };
  return connectionError.test(String(code)) || String(message).includes(connectionErrorInDeno);
}
