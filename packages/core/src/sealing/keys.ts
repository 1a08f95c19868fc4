import {
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';

/**
 * A key of 32 bytes from a secret of the application, for one purpose: `queue/message`, for example. Keys of different
 * purposes say nothing about each other.
 */
export function keyFor(secret: string, purpose: string): KeyObject {
  const key = hkdfSync('sha256', secret, '', `sms-connectors/${purpose}`, 32);
  return createSecretKey(new Uint8Array(key));
}

/** A text that only those with the key can make, and that does not tell what it is of. In base64url. */
export function digestOf(key: KeyObject, ...parts: readonly string[]): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(`${part.length}:${part}`);
  return hmac.digest('base64url');
}

/** Compares two digests in a time that does not depend on them. */
export function isSameDigest(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
