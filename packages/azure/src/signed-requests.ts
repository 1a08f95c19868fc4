import { decodeBase64, type HttpRequest } from '@sms-connectors/core';

/** Makes a signed request. `target` is the path with its query, as in a request line. */
export type Sign = (
  method: HttpRequest['method'],
  target: string,
  body?: string,
) => Promise<HttpRequest>;

const hmac = { name: 'HMAC', hash: 'SHA-256' } as const;
const signedHeaders = 'x-ms-date;host;x-ms-content-sha256';

/**
 * Signs requests with an access key: HMAC-SHA256 over the method, the path with its query, the time, the host and the
 * hash of the body. The key is imported with the first request.
 * @see https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
 */
export function requestSigner(accessKey: string, baseUrl: string): Sign {
  let importing: Promise<CryptoKey> | undefined;
  return async (method, target, body) => {
    importing ??= crypto.subtle.importKey(
      'raw',
      decodeBase64(accessKey) ?? new Uint8Array(),
      hmac,
      false,
      ['sign'],
    );
    const url = `${baseUrl}${target}`;
    const { host, pathname, search } = new URL(url);
    const date = new Date().toUTCString();
    const contentHash = inBase64(await crypto.subtle.digest('SHA-256', bytesOf(body ?? '')));
    const signed = `${method}\n${pathname}${search}\n${date};${host};${contentHash}`;
    const signature = await crypto.subtle.sign(hmac.name, await importing, bytesOf(signed));
    return {
      method,
      url,
      headers: {
        'x-ms-date': date,
        'x-ms-content-sha256': contentHash,
        authorization: `HMAC-SHA256 SignedHeaders=${signedHeaders}&Signature=${inBase64(signature)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body,
    };
  };
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function inBase64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
