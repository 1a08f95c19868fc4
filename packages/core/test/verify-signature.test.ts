import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import {
  decodeBase64,
  decodeHex,
  ed25519Verifier,
  hasMovedParameter,
  hmacVerifier,
  isEqualInConstantTime,
  isFresh,
} from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';

const text = 'timestamp|{"status":"delivered é"}';

describe('an HMAC', () => {
  const hashes = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-512': 'sha512' } as const;

  test.each(Object.keys(hashes) as (keyof typeof hashes)[])('with %s', async (hash) => {
    const verify = hmacVerifier(hash, 'secret');
    const hmac = createHmac(hashes[hash], 'secret').update(text);
    const base64 = hmac.digest('base64');
    const hex = Buffer.from(base64, 'base64').toString('hex');
    expect(await verify(decodeBase64(base64), text)).toBe(true);
    expect(await verify(decodeHex(hex), text)).toBe(true);
    expect(await verify(decodeHex(hex.toUpperCase()), text)).toBe(true);
    expect(await verify(decodeBase64(base64), `${text} `)).toBe(false);
    expect(await verify(decodeHex(hex.slice(2)), text)).toBe(false);
    expect(await hmacVerifier(hash, 'another')(decodeHex(hex), text)).toBe(false);
  });
});

test('an Ed25519 signature', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const verify = ed25519Verifier(Uint8Array.from(raw));
  const signature = sign(null, Buffer.from(text), privateKey).toString('base64');
  expect(await verify(decodeBase64(signature), text)).toBe(true);
  expect(await verify(decodeBase64(signature), `${text} `)).toBe(false);
  expect(await verify(decodeBase64('AAAA'), text)).toBe(false);
  expect(await ed25519Verifier(undefined)(decodeBase64(signature), text)).toBe(false);
});

test.each(['', '%', 'é', '=', 'abc def!', 'zz', 'a', '0x12'])(
  'a signature like %o is refused and never throws',
  async (given) => {
    const verify = hmacVerifier('SHA-256', 'secret');
    expect(await verify(decodeBase64(given), text)).toBe(false);
    expect(await verify(decodeHex(given), text)).toBe(false);
    expect(decodeHex(given)).toBeUndefined();
  },
);

test.each([
  ['secret', 'secret', true],
  ['secreT', 'secret', false],
  ['secre', 'secret', false],
  ['secrets', 'secret', false],
  ['', 'secret', false],
])('%o compared with %o is %s', (given, own, isEqual) => {
  expect(isEqualInConstantTime(given, own)).toBe(isEqual);
});

test.each([
  [0, undefined, true],
  [-299_000, undefined, true],
  [299_000, undefined, true],
  [-301_000, undefined, false],
  [301_000, undefined, false],
  [-2000, 1000, false],
  [Number.NaN, undefined, false],
])('a time of %o ms from now, with a tolerance of %o ms, is fresh: %s', (ms, tolerance, fresh) => {
  expect(isFresh(Date.now() + ms, tolerance)).toBe(fresh);
});

test.each([
  ['ErrorCode=30&To=1', false],
  ['To=1', false],
  ['ErrorCode=30&ChannelErrorCode=5', false],
  ['ErrorCode30', true],
  ['ErrorCode3=0', true],
  ['ErrorCod=e30', true],
  ['DateErrorCode=30&Date=1', false],
  ['Date=1ErrorCode30', true],
  ['Date1Error=Code30', true],
  ['Date1ErrorCode=30', true],
])('%s hides the parameter ErrorCode: %s', (form, isHidden) => {
  expect(hasMovedParameter(new URLSearchParams(form), 'ErrorCode')).toBe(isHidden);
});
