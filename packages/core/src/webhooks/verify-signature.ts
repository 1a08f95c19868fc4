/** The signatures of webhooks, over Web Crypto: Node, Deno, Bun, browsers and edge runtimes have it. */

/** Whether a signature is that of a text. A signature that could not be decoded is not. */
export type VerifySignature = (
  signature: Uint8Array<ArrayBuffer> | undefined,
  signed: string,
) => Promise<boolean>;

/** Verifies HMAC signatures, in constant time, with a secret text or key. The key is imported with the first one. */
export function hmacVerifier(
  hash: 'SHA-1' | 'SHA-256' | 'SHA-512',
  secret: string | Uint8Array<ArrayBuffer>,
): VerifySignature {
  const key = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  return verifier({ name: 'HMAC', hash }, key);
}

/** Verifies Ed25519 signatures with a raw public key of 32 bytes. The key is imported with the first one. */
export function ed25519Verifier(publicKey: Uint8Array<ArrayBuffer> | undefined): VerifySignature {
  return verifier({ name: 'Ed25519' }, publicKey);
}

function verifier(
  algorithm: { readonly name: string; readonly hash?: string },
  keyBytes: Uint8Array<ArrayBuffer> | undefined,
): VerifySignature {
  let importing: Promise<CryptoKey> | undefined;
  return async (signature, signed) => {
    if (signature === undefined || keyBytes === undefined) return false;
    importing ??= crypto.subtle.importKey('raw', keyBytes, algorithm, false, ['verify']);
    const key = await importing;
    return crypto.subtle.verify(algorithm.name, key, signature, new TextEncoder().encode(signed));
  };
}

/** The bytes of a text in Base64; `undefined` if it is anything else. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** The bytes of a text in hexadecimal digits, small or capital; `undefined` if it is anything else. */
export function decodeHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

/** Compares a secret text with a given one. The time does not depend on how much of it is right. */
export function isEqualInConstantTime(given: string, own: string): boolean {
  let difference = given.length ^ own.length;
  for (let index = 0; index < own.length; index += 1) {
    difference |= own.charCodeAt(index) ^ given.charCodeAt(index);
  }
  return difference === 0;
}

/**
 * Whether an optional parameter was hidden in another one. Some providers sign `name` and `value` one after the other
 * without a separator, so that `ErrorCode=30` and `ErrorCode3=0` have the same signature. A name of letters that ends
 * with that of the parameter, such as `ChannelErrorCode`, is another one.
 */
export function hasMovedParameter(parameters: URLSearchParams, name: string): boolean {
  return [...parameters].some(([other, value]) => {
    if (other === name || !`${other}${value}`.includes(name)) return false;
    return other.indexOf(name) <= 0 || !/^[a-z_]+$/i.test(other);
  });
}

/** Whether a signed time, in milliseconds since 1970, is within the tolerance; five minutes by default. */
export function isFresh(timestampMs: number, toleranceMs = 5 * 60 * 1000): boolean {
  return Math.abs(Date.now() - timestampMs) <= toleranceMs;
}
