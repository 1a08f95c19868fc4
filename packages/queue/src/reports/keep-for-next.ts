import { createHash } from 'node:crypto';
import type { Receipt } from '@sms-connectors/core';
import type { Context } from '../context.ts';
import { nextId } from '../ids.ts';
import type { SealedMessage } from '../sealed-message.ts';

/** Keeps what another provider would need if this message does not arrive. */
export type KeepForNext = (id: string, sealed: SealedMessage, receipt: Receipt) => Promise<void>;

/** A message that was accepted, found by what its delivery reports name. */
export interface KeptMessage {
  /** Of the message that would go to another provider. */
  readonly id: string;
  readonly sealed: string;
  /** The sender that sent it. */
  readonly avoid: string;
}

export function keeperForNext({
  settings,
  client,
  vault,
}: Pick<Context, 'settings' | 'client' | 'vault'>): KeepForNext {
  return async (id, sealed, { messageId, partIds = [], provider, attempts }) => {
    const leftMs = sealed.sendBefore - Date.now();
    const isNext = id.endsWith(nextId(''));
    if (settings.afterUndelivered === 'stop' || isNext || leftMs <= 0) return;
    const avoid = attempts?.at(-1)?.sender ?? provider.id;
    const next = { ...sealed, endBefore: undefined, avoid: [avoid, ...(sealed.avoid ?? [])] };
    const kept: KeptMessage = {
      id: nextId(id),
      sealed: vault.seal(nextId(id), JSON.stringify(next)),
      avoid,
    };
    const text = JSON.stringify(kept);
    await Promise.all(
      [messageId, ...partIds].map((reference) =>
        client.set(keptKey(settings.name, provider.id, reference), text, { PX: leftMs }),
      ),
    );
  };
}

/** Of the same length, however long the ids of a provider are. */
export function keptKey(queue: string, provider: string, messageId: string): string {
  const digest = createHash('sha256').update(`${provider} ${messageId}`).digest('base64url');
  return `${queue}:sent:${digest}`;
}
