import { decodeBase64, decodeHex, hmacVerifier, type VerifySignature } from '@sms-connectors/core';

/** How a body is signed with HMAC, and where its signature is. */
export interface SignatureConfig {
  readonly header: string;
  readonly secret: string;
  readonly algorithm: keyof typeof hashes;
  readonly encoding: 'hex' | 'base64';
  readonly prefix: string;
}

const hashes = { sha1: 'SHA-1', sha256: 'SHA-256', sha512: 'SHA-512' } as const;

/** Signs bodies: what the signature's header has. */
export function signer({
  algorithm,
  encoding,
  secret,
  prefix,
}: SignatureConfig): (body: string) => Promise<string> {
  const hmac = { name: 'HMAC', hash: hashes[algorithm] };
  const encoder = new TextEncoder();
  let importing: Promise<CryptoKey> | undefined;
  return async (body) => {
    importing ??= crypto.subtle.importKey('raw', encoder.encode(secret), hmac, false, ['sign']);
    const signed = await crypto.subtle.sign('HMAC', await importing, encoder.encode(body));
    return prefix + encoded(new Uint8Array(signed), encoding);
  };
}

/** Verifies what the signature's header has. */
export function signatureVerifier({
  algorithm,
  encoding,
  secret,
  prefix,
}: SignatureConfig): (signature: string, body: string) => ReturnType<VerifySignature> {
  const verify = hmacVerifier(hashes[algorithm], secret);
  const decode = encoding === 'hex' ? decodeHex : decodeBase64;
  return async (signature, body) =>
    signature.startsWith(prefix) && verify(decode(signature.slice(prefix.length)), body);
}

function encoded(bytes: Uint8Array, encoding: SignatureConfig['encoding']): string {
  return encoding === 'base64'
    ? btoa(String.fromCharCode(...bytes))
    : Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
