import { applicationSecrets } from '@sms-connectors/core';
import { digestOf, keyFor, seal, unseal } from '@sms-connectors/core/sealing';

/** What only those with the application's secrets can make or read. */
export interface Vault {
  /** Encrypts a text for the message with this id. */
  readonly seal: (id: string, text: string) => string;
  /** `undefined` if it is sealed with a secret that is not known here, or for another message. */
  readonly open: (id: string, sealed: string) => string | undefined;
  /** What stands for an idempotency key in Redis: one text for each secret. */
  readonly aliases: (idempotencyKey: string) => readonly string[];
}

/** @throws `ConnectorError` `invalid_config` */
export function vaultOf(queue: string, secret: unknown): Vault {
  const keys = applicationSecrets(queue, secret).map((text) => ({
    // Tells which secret opens a message; says nothing about the secret.
    name: keyFor(text, 'queue/name').export().toString('base64url', 0, 6),
    message: keyFor(text, 'queue/message'),
    idempotency: keyFor(text, 'queue/idempotency'),
  }));
  const [first] = keys as [(typeof keys)[number]];
  const byName = new Map(keys.map((key) => [key.name, key]));
  return {
    seal: (id, text) => `${first.name}.${seal(first.message, id, text)}`,
    open: (id, sealed) => {
      const dot = sealed.indexOf('.');
      const key = byName.get(sealed.slice(0, Math.max(0, dot)));
      return key && unseal(key.message, id, sealed.slice(dot + 1));
    },
    aliases: (idempotencyKey) =>
      keys.map(({ idempotency }) => digestOf(idempotency, idempotencyKey)),
  };
}
