import { applicationSecrets } from '@sms-connectors/core';
import {
  digestOf,
  isSameDigest,
  keyFor,
  randomBytes,
  seal,
  unseal,
} from '@sms-connectors/core/sealing';
import { describe, expect, test } from 'vitest';

const secret = 'a secret of the tests that is long enough';
const key = keyFor(secret, 'tests/message');

describe('a sealed text', () => {
  const text = 'Your code is 904172 – à bientôt.';
  const sealed = seal(key, 'message 1', text);

  test('opens for its key and place', () => {
    expect(unseal(key, 'message 1', sealed)).toBe(text);
    expect(unseal(key, 'message 1', seal(key, 'message 1', ''))).toBe('');
  });

  test('opens for no other key and no other place', () => {
    expect(unseal(keyFor(secret, 'tests/other'), 'message 1', sealed)).toBeUndefined();
    expect(unseal(keyFor(`${secret}!`, 'tests/message'), 'message 1', sealed)).toBeUndefined();
    expect(unseal(key, 'message 2', sealed)).toBeUndefined();
  });

  test('does not open if any byte of it was changed, or some are missing', () => {
    const bytes = Buffer.from(sealed, 'base64url');
    for (const index of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(unseal(key, 'message 1', changed.toString('base64url'))).toBeUndefined();
      const cut = bytes.subarray(0, index).toString('base64url');
      expect(unseal(key, 'message 1', cut)).toBeUndefined();
    }
    expect(unseal(key, 'message 1', 'no sealed text')).toBeUndefined();
  });

  test('is another one each time, and says nothing', () => {
    expect(seal(key, 'message 1', text)).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').includes('904172')).toBe(false);
  });
});

test('a digest depends on its key, its parts and where they are divided', () => {
  const digest = digestOf(key, 'ab', 'c');
  expect(digestOf(key, 'ab', 'c')).toBe(digest);
  const others = [
    digestOf(key, 'a', 'bc'),
    digestOf(key, 'abc'),
    digestOf(keyFor(secret, 'tests/other'), 'ab', 'c'),
  ];
  for (const other of others) expect(isSameDigest(other, digest)).toBe(false);
  expect(isSameDigest(digest, digestOf(key, 'ab', 'c'))).toBe(true);
  expect(isSameDigest(digest, digest.slice(1))).toBe(false);
});

test('random bytes are never the same', () => {
  const texts = Array.from({ length: 5000 }, () => Buffer.from(randomBytes(12)).toString('hex'));
  expect(new Set(texts).size).toBe(texts.length);
  expect(randomBytes(7)).toHaveLength(7);
});

describe('the secrets of an application', () => {
  test('are one, or a list', () => {
    expect(applicationSecrets('queue', secret)).toEqual([secret]);
    expect(applicationSecrets('queue', [`${secret} 2`, secret])).toEqual([`${secret} 2`, secret]);
  });

  test.each([undefined, '', 'too short', [], [secret, 'too short'], 1e32, { secret }])(
    'are refused as %j, which the error does not repeat',
    (given) => {
      expect(() => applicationSecrets('queue', given)).toThrow(
        expect.objectContaining({
          code: 'invalid_config',
          provider: { id: 'queue' },
          message: expect.stringMatching(/^(?!.*too short).*secret: Must be a random text/s),
        }),
      );
    },
  );
});
