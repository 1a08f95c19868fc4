import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto';
import { randomBytes } from './random-bytes.ts';

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts a text for one place, such as the ID of a message: AES-256-GCM, a random IV before it and the tag after it, in
 * base64url. Each place has a key of its own, so that no number of texts uses one up, and what is sealed for one place
 * opens for no other.
 */
export function seal(key: KeyObject, place: string, text: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, keyOf(key, place), iv);
  const encrypted = cipher.update(text, 'utf8');
  return Buffer.concat([iv, encrypted, cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** The text, or `undefined` if it was sealed with another key or for another place. */
export function unseal(key: KeyObject, place: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < ivBytes + tagBytes) return undefined;
  const iv = bytes.subarray(0, ivBytes);
  const decipher = createDecipheriv(algorithm, keyOf(key, place), iv, { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = decipher.update(bytes.subarray(ivBytes, -tagBytes));
    return Buffer.concat([text, decipher.final()]).toString();
  } catch {
    return undefined;
  }
}

function keyOf(key: KeyObject, place: string): Buffer {
  return createHmac('sha256', key).update(place).digest();
}
