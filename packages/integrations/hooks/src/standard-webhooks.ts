import { decodeBase64, hmacVerifier, isFresh, type WebhookRequest } from '@sms-connectors/core';
import type { Platform } from './platform.ts';

/**
 * Proves requests with Standard Webhooks: the id, the time and the body are signed, and the time may be five minutes
 * off. `prefix` is that of the three headers.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @throws `TypeError` for a secret that is none
 */
export function standardWebhooks(
  secrets: readonly string[],
  prefix: 'webhook' | 'svix',
): Platform['prove'] {
  const verifiers = secrets.map((secret) => {
    const key = decodeBase64(secret.replace(/^(?:v1,)?whsec_/, ''));
    if (key === undefined || key.length === 0) {
      throw new TypeError('The secret of a hook must be whsec_ and a key in Base64.');
    }
    return hmacVerifier('SHA-256', key);
  });
  return async ({ headers, body }: WebhookRequest) => {
    const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map(
      (name) => headers[`${prefix}-${name}`],
    );
    if (id === undefined || timestamp === undefined || signatures === undefined) return 'unsigned';
    if (!/^\d{1,12}$/.test(timestamp) || !isFresh(Number(timestamp) * 1000)) return 'stale';
    const signed = `${id}.${timestamp}.${body}`;
    for (const signature of signaturesIn(signatures)) {
      for (const verify of verifiers) if (await verify(signature, signed)) return 'genuine';
    }
    return 'forged';
  };
}

const most = 10;

/** The signatures of version 1, which spaces separate, and at some senders commas and spaces. */
function signaturesIn(header: string): readonly (Uint8Array<ArrayBuffer> | undefined)[] {
  return [...header.matchAll(/\bv1,([\w+/=-]+)/g)]
    .slice(0, most)
    .map(([, signature = '']) => decodeBase64(signature));
}
