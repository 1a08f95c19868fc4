import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';

const keyBytes = 32;
const nonceBytes = 12;

/** The response does not come from the console that printed this page’s link. */
class NotThisConsole extends Error {}

/**
 * A `fetch` that encrypts each request to the console, whose public key is in the link, and accepts only responses from
 * it. The key is never sent, since another program may have taken the console’s port; and even with the key, what was
 * sent can be read by the console alone. It encrypts at once, without waiting, so that a page that closes can still send
 * its draft.
 */
export function sealedFetch(token: string | undefined) {
  return async (address: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const key = token === undefined ? undefined : keyOf(token);
    if (key === undefined) return new Response(null, { status: 401 });
    const url = address instanceof Request ? address.url : address;
    const { pathname } = new URL(url, globalThis.location?.href);
    const { method = 'GET', body, keepalive = false } = init;
    // All bodies of the API are JSON.
    const text = typeof body === 'string' ? body : '';
    const { sealed, open } = sealedRequest(key, pathname, { method, body: text });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: sealed,
      keepalive,
    });
    if (!response.ok) return response;
    const answer = open(new Uint8Array(await response.arrayBuffer()));
    return new Response(answer.body, { status: answer.status });
  };
}

interface Order {
  readonly method: string;
  readonly body: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Encrypts a request to a path, for whoever has the private key. `open` decrypts the response to it. */
export function sealedRequest(consoleKey: Uint8Array, path: string, order: Order) {
  // One key pair for each request, so that nothing that stays in the browser can decrypt it.
  const own = x25519.keygen();
  const shared = x25519.getSharedSecret(own.secretKey, consoleKey);
  const keys = hkdf(
    sha256,
    shared,
    Uint8Array.from([...own.publicKey, ...consoleKey]),
    bytesOf('sms-connectors console'),
    2 * keyBytes,
  );
  // Each key encrypts one request, so the nonce can be constant.
  const cipher = chacha20poly1305(
    keys.subarray(0, keyBytes),
    new Uint8Array(nonceBytes),
    bytesOf(`request ${path}`),
  );
  const encrypted = cipher.encrypt(bytesOf(JSON.stringify(order)));
  return {
    sealed: Uint8Array.from([...own.publicKey, ...encrypted]),
    open: (response: Uint8Array) => opened(keys.subarray(keyBytes), response, `response ${path}`),
  };
}

/** The key in a link, or `undefined` if the link was cut. */
export function keyOf(token: string): Uint8Array | undefined {
  try {
    const base64 = token.replaceAll('-', '+').replaceAll('_', '/');
    const key = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0));
    return key.length === keyBytes ? key : undefined;
  } catch {
    return undefined;
  }
}

function opened(key: Uint8Array, sealed: Uint8Array, purpose: string): Answer {
  try {
    const cipher = chacha20poly1305(key, sealed.subarray(0, nonceBytes), bytesOf(purpose));
    const text = new TextDecoder().decode(cipher.decrypt(sealed.subarray(nonceBytes)));
    return JSON.parse(text) as Answer;
  } catch {
    throw new NotThisConsole();
  }
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
