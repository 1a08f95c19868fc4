import { isEqualInConstantTime } from '@sms-connectors/core';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

export type Parameters = Readonly<Record<string, string>>;

/** The names that Vonage's own libraries use: `md5hash` is a plain hash, the others are HMACs. */
export const signatureMethods = ['md5hash', 'md5', 'sha1', 'sha256', 'sha512'] as const;

export interface Signing {
  readonly secret: string;
  readonly method: (typeof signatureMethods)[number];
}

// Web Crypto has no MD5, which is the default of a Vonage account.
const hmacHashes = { md5, sha1, sha256, sha512 } as const;

/**
 * The signature of parameters, in lower-case hexadecimal digits. It is sent with them as `sig`.
 * @see https://developer.vonage.com/en/getting-started/concepts/signing-messages
 */
export function signatureOf(parameters: Parameters, { secret, method }: Signing): string {
  const text = Object.entries(parameters)
    .filter(([name]) => name !== 'sig')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => `&${pair.map((part) => part.replaceAll(/[&=]/g, '_')).join('=')}`)
    .join('');
  const mac =
    method === 'md5hash'
      ? md5(utf8ToBytes(text + secret))
      : hmac(hmacHashes[method], utf8ToBytes(secret), utf8ToBytes(text));
  return bytesToHex(mac);
}

/** Parameters as they arrive; in JSON, an empty one may be `null`. */
export type ReceivedParameters = Readonly<Record<string, string | null>>;

/**
 * Whether `sig` is the signature of the other parameters. Vonage's library for PHP signs empty parameters, and its
 * library for Java leaves them out.
 * @see https://github.com/Vonage/vonage-php-sdk-core/blob/main/src/Client/Signature.php
 * @see https://github.com/Vonage/vonage-java-sdk/blob/main/src/main/java/com/vonage/client/auth/RequestSigning.java
 */
export function isSigned(parameters: ReceivedParameters, signing: Signing): boolean {
  // With some methods, Vonage writes signatures in capitals.
  const given = parameters['sig']?.toLowerCase() ?? '';
  const entries = Object.entries(parameters);
  const withoutNull = entries.filter(([, value]) => value !== null);
  const withoutBlank = withoutNull.filter(([, value]) => value?.trim() !== '');
  return [entries, withoutNull, withoutBlank]
    .filter((reading, index, readings) => reading.length !== readings[index - 1]?.length)
    .map((reading) => Object.fromEntries(reading.map(([name, value]) => [name, value ?? ''])))
    .some((reading) => isEqualInConstantTime(given, signatureOf(reading, signing)));
}
