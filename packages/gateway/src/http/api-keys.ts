import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a key may be used for. */
export const scopes = ['send', 'verify', 'metrics'] as const;
export type Scope = (typeof scopes)[number];

/** A key as the config has it: nobody can use it who reads this. */
export interface StoredKey {
  readonly name: string;
  readonly sha256: string;
  readonly scopes: readonly Scope[];
}

/** A new key: 256 random bits, so that a fast hash hides it. */
export function newKey(): { readonly key: string; readonly sha256: string } {
  const key = `sms_${randomBytes(32).toString('base64url')}`;
  return { key, sha256: sha256Of(key).toString('hex') };
}

/** Who has an `Authorization`, if it is one of the keys. How long a comparison takes does not depend on the key. */
export type KeyOf = (authorization: string | undefined) => StoredKey | undefined;

export function keyring(keys: readonly StoredKey[]): KeyOf {
  const digests = keys.map((key) => ({ key, digest: Buffer.from(key.sha256, 'hex') }));
  return (authorization = '') => {
    const [, given] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    if (given === undefined) return undefined;
    const ofGiven = sha256Of(given);
    return digests.find(({ digest }) => timingSafeEqual(digest, ofGiven))?.key;
  };
}

function sha256Of(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}
