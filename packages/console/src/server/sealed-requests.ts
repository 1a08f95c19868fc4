import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Handler } from 'hono';

const algorithm = 'chacha20-poly1305';
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Passes on the requests that are encrypted with the session’s key, and encrypts the responses with it. The page’s side
 * is `sealedFetch`.
 */
export function sealedRequests(
  token: string,
  answer: (path: string, request: RequestInit) => Response | Promise<Response>,
): Handler {
  const key = Buffer.from(token, 'base64url');
  return async (context) => {
    const { path } = context.req;
    const sealed = Buffer.from(await context.req.arrayBuffer());
    const order = opened(key, sealed, `request ${path}`);
    if (order === undefined) return context.text('Open the link that the console printed.', 401);
    const { method, body } = JSON.parse(order) as { method: string; body: string };
    const response = await answer(path, {
      method,
      ...(body !== '' && { body, headers: { 'content-type': 'application/json' } }),
    });
    const text = JSON.stringify({ status: response.status, body: await response.text() });
    const nonce = sealed.subarray(0, nonceBytes).toString('hex');
    return context.body(sealedText(key, text, `response ${nonce}`), 200, {
      'content-type': 'application/octet-stream',
    });
  };
}

/** The nonce, the encrypted text and its tag. `purpose` is authenticated too. */
function sealedText(key: Buffer, text: string, purpose: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(purpose), { plaintextLength: Buffer.byteLength(text) });
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Uint8Array.from(Buffer.concat([nonce, encrypted, cipher.getAuthTag()]));
}

/** The text, or `undefined` if it was not encrypted with this key for this purpose. */
function opened(key: Buffer, sealed: Buffer, purpose: string): string | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined;
  const encrypted = sealed.subarray(nonceBytes, -tagBytes);
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(purpose), { plaintextLength: encrypted.length });
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
