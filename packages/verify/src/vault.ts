import { applicationSecrets } from '@sms-connectors/core';
import { digestOf, isSameDigest, keyFor, seal, unseal } from '@sms-connectors/core/sealing';

/** What only those with the application's secret can make or read. */
export interface Vault {
  /** Stands for a number in the store. */
  readonly recipientKey: (e164: string) => string;
  /** Stands for the code of one verification in the store. */
  readonly digest: (id: string, code: string) => string;
  /** Whether this code is the one of the digest; takes the same time for every code. */
  readonly isRight: (digest: string, id: string, code: string) => boolean;
  readonly seal: (id: string, value: unknown) => string;
  /** `undefined` if it is sealed with a secret that is not known any more. */
  readonly unseal: (id: string, sealed: string) => unknown;
}

/** @throws `ConnectorError` `invalid_config` */
export function vaultOf(secret: unknown): Vault {
  const keys = applicationSecrets('verification', secret).map((text) => ({
    code: keyFor(text, 'verify/code'),
    message: keyFor(text, 'verify/message'),
    recipient: keyFor(text, 'verify/recipient'),
  }));
  const [first] = keys as [(typeof keys)[number]];
  return {
    recipientKey: (e164) => digestOf(first.recipient, e164),
    digest: (id, code) => digestOf(first.code, id, code),
    isRight: (digest, id, code) =>
      // All of them, so that the time does not depend on which it is.
      keys.map((key) => isSameDigest(digest, digestOf(key.code, id, code))).includes(true),
    seal: (id, value) => seal(first.message, id, JSON.stringify(value)),
    unseal: (id, sealed) => {
      for (const { message } of keys) {
        const text = unseal(message, id, sealed);
        if (text !== undefined) return JSON.parse(text);
      }
      return undefined;
    },
  };
}
