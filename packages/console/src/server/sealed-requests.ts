import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import type { Handler } from 'hono';

const algorithm = 'chacha20-poly1305';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The key pair of a session. The public key is the access key: only the page gets to know it. */
export interface SessionKeys {
  /** In base64url. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

export function newSessionKeys(): SessionKeys {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { publicKey: x, privateKey };
}

/** Answers the requests that `sealedFetch` encrypts with the public key of the session, and no others. */
export function sealedRequests(
  session: SessionKeys,
  answer: (path: string, request: RequestInit) => Response | Promise<Response>,
): Handler {
  return async (context) => {
    const { path } = context.req;
    const sealed = Buffer.from(await context.req.arrayBuffer());
    const keys = keysOf(session, sealed.subarray(0, keyBytes));
    const order = keys && opened(keys.request, sealed.subarray(keyBytes), `request ${path}`);
    if (keys === undefined || order === undefined)
      return context.text('Open the link that the console printed.', 401);
    const { method, body } = JSON.parse(order) as { method: string; body: string };
    const response = await answer(path, {
      method,
      ...(body !== '' && { body, headers: { 'content-type': 'application/json' } }),
    });
    const text = JSON.stringify({ status: response.status, body: await response.text() });
    return context.body(sealedText(keys.response, text, `response ${path}`), 200, {
      'content-type': 'application/octet-stream',
    });
  };
}

interface RequestKeys {
  readonly request: Buffer;
  readonly response: Buffer;
}

/** The keys of one request, from the public key that it starts with; `undefined` if that is no key. */
function keysOf({ privateKey, publicKey }: SessionKeys, sender: Buffer): RequestKeys | undefined {
  try {
    const x = sender.toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
    const shared = diffieHellman({ privateKey, publicKey: key });
    const salt = Buffer.concat([sender, Buffer.from(publicKey, 'base64url')]);
    const keys = Buffer.from(
      hkdfSync('sha256', shared, salt, 'sms-connectors console', 2 * keyBytes),
    );
    return { request: keys.subarray(0, keyBytes), response: keys.subarray(keyBytes) };
  } catch {
    return undefined;
  }
}

/** The nonce, the encrypted text and its tag. `purpose` is authenticated too. */
function sealedText(key: Buffer, text: string, purpose: string): Uint8Array<ArrayBuffer> {
  // A repeated request has the same key, so the nonce cannot be constant.
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(purpose), { plaintextLength: Buffer.byteLength(text) });
  const encrypted = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Uint8Array.from(Buffer.concat([nonce, encrypted, cipher.getAuthTag()]));
}

/** The text, or `undefined` if it was not encrypted with this key for this purpose. */
function opened(key: Buffer, sealed: Buffer, purpose: string): string | undefined {
  if (sealed.length < tagBytes) return undefined;
  const encrypted = sealed.subarray(0, -tagBytes);
  // Each key encrypts one request, so the page uses a constant nonce.
  const nonce = Buffer.alloc(nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(purpose), { plaintextLength: encrypted.length });
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(encrypted), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
