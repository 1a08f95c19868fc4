import type { HttpRequest } from '@sms-connectors/core';
import type { AliyunConfig } from './config.ts';

export type Parameters = Readonly<Record<string, string>>;
export type Sign = (action: string, parameters: Parameters) => Promise<HttpRequest>;

const algorithm = 'ACS3-HMAC-SHA256';
// The version of both APIs.
const version = '2017-05-25';

/**
 * Makes requests to an API of Alibaba Cloud, signed in version 3. The parameters are in the body, because servers and
 * proxies log URLs.
 * @see https://help.aliyun.com/document_detail/2593177.html
 */
export function requestSigner(
  { accessKeyId, accessKeySecret }: Pick<AliyunConfig, 'accessKeyId' | 'accessKeySecret'>,
  baseUrl: string,
): Sign {
  const url = `${baseUrl}/`;
  const { host, pathname } = new URL(url);
  const hmac = hmacOf(accessKeySecret);
  return async (action, parameters) => {
    const body = new URLSearchParams(parameters).toString();
    const hash = await sha256(body);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-acs-action': action,
      'x-acs-content-sha256': hash,
      'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      'x-acs-signature-nonce': crypto.randomUUID(),
      'x-acs-version': version,
    };
    // The HTTP client sets the host itself.
    const signed = Object.entries({ ...headers, host }).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const names = signed.map(([name]) => name).join(';');
    const lines = signed.map(([name, value]) => `${name}:${value}`);
    const canonical = ['POST', pathname, '', ...lines, '', names, hash].join('\n');
    const signature = await hmac(`${algorithm}\n${await sha256(canonical)}`);
    const authorization = `${algorithm} Credential=${accessKeyId},SignedHeaders=${names},Signature=${signature}`;
    return {
      method: 'POST',
      url,
      headers: { ...headers, accept: 'application/json', authorization },
      body,
    };
  };
}

/** Signs texts. The key is imported with the first one. */
function hmacOf(secret: string): (text: string) => Promise<string> {
  let importing: Promise<CryptoKey> | undefined;
  return async (text) => {
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    importing ??= crypto.subtle.importKey('raw', bytesOf(secret), hmac, false, ['sign']);
    return hexOf(await crypto.subtle.sign('HMAC', await importing, bytesOf(text)));
  };
}

async function sha256(text: string): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', bytesOf(text)));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
