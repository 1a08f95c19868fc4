import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

const keyBytes = 32;
const nonceBytes = 12;

/** The response does not come from the console that printed this page’s link. */
class NotThisConsole extends Error {}

/**
 * A `fetch` that encrypts each request with the session’s key, and accepts only responses that are encrypted with it.
 * The key is never sent, since another program may have taken the console’s port. It encrypts at once, without waiting,
 * so that a page that closes can still send its draft.
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

/** Encrypts a request to a path. `open` decrypts the response to it, and only that. */
export function sealedRequest(key: Uint8Array, path: string, order: Order) {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const cipher = chacha20poly1305(key, nonce, bytesOf(`request ${path}`));
  const encrypted = cipher.encrypt(bytesOf(JSON.stringify(order)));
  return {
    sealed: Uint8Array.from([...nonce, ...encrypted]),
    open: (response: Uint8Array) => opened(key, response, `response ${hexOf(nonce)}`),
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

function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
