import type { Message } from '@sms-connectors/core';
import type { EnqueueOptions } from './queue.ts';
import type { Vault } from './vault.ts';

/** What is encrypted in a job. */
export interface SealedMessage extends Pick<EnqueueOptions, 'avoid' | 'timeoutMs'> {
  readonly message: Message;
  /** In milliseconds since 1970. The message is not sent at or after this time. */
  readonly sendBefore: number;
  /** When who waits for the end gives up; the send ends before. */
  readonly endBefore?: number | undefined;
}

/** The data of a job: all that Redis has of a message, and nothing readable. */
export interface JobData {
  readonly sealed?: string;
}

/** Longer messages are a mistake: no provider takes a text of this length. */
const maxCharacters = 32_768;

/** The message as text, or the English sentence that says why it cannot be enqueued. */
export function writeMessage(
  content: SealedMessage,
): { readonly text: string } | { readonly problem: string } {
  try {
    const text = JSON.stringify(content);
    if (text.length > maxCharacters) return { problem: 'the message is too long.' };
    return { text };
  } catch {
    return { problem: 'the message has values that cannot be written as JSON.' };
  }
}

/** `undefined` if no secret opens it. */
export function openMessage(id: string, data: JobData, vault: Vault): SealedMessage | undefined {
  const { sealed } = Object(data) as JobData;
  const text = typeof sealed === 'string' ? vault.open(id, sealed) : undefined;
  return text === undefined ? undefined : (JSON.parse(text) as SealedMessage);
}
