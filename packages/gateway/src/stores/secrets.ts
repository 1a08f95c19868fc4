import type { KeyObject } from 'node:crypto';
import { keyFor, seal, unseal } from '@sms-connectors/core/sealing';

/** What only those with the secret of the config can make or read. */
export interface Secrets {
  /** A key for one purpose, the same while a secret is replaced. */
  readonly keyFor: (purpose: string) => KeyObject;
  /** Encrypts a text for one place. */
  readonly seal: (text: string, place: string) => string;
  /** `undefined` if it was sealed with another secret, or for another place. */
  readonly unseal: (sealed: string, place: string) => string | undefined;
}

/**
 * Of several secrets, the first seals and all of them open. Names are made with the last one: a gateway that has got a
 * new secret in front finds what one has written that has not.
 */
export function secretsOf(secrets: readonly [string, ...string[]]): Secrets {
  const sealing = secrets.map((secret) => keyFor(secret, 'gateway/answers'));
  const [first] = sealing as [KeyObject];
  const last = secrets.at(-1) ?? secrets[0];
  return {
    keyFor: (purpose) => keyFor(last, `gateway/${purpose}`),
    seal: (text, place) => seal(first, place, text),
    unseal: (sealed, place) => {
      for (const key of sealing) {
        const text = unseal(key, place, sealed);
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}
