import {
  ConnectorError,
  limitsOf,
  type Message,
  type Receipt,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';
import type { Enqueue } from './enqueue/enqueue.ts';
import { isEnd } from './end-watcher.ts';
import { errorOf } from './ends.ts';
import type { MessageQueue, QueueSenderOptions, WaitOptions } from './queue.ts';

/** What is left of a deadline for the answer to come back from the worker. */
const marginMs = 500;

/** A sender whose `send` enqueues a message and waits for its end. */
export function queueSender(
  name: string,
  { enqueue, queue }: { enqueue: Enqueue; queue: Pick<MessageQueue, 'waitFor' | 'cancel'> },
  { id = name, timeoutMs: ownTimeoutMs = 15_000, priority, lane }: QueueSenderOptions,
): Sender {
  const refuse = (
    code: 'invalid_message' | 'aborted' | 'timeout',
    outcome: 'rejected' | 'unknown',
    detail: string,
  ): ConnectorError => new ConnectorError({ code, outcome, detail, provider: { id } });

  const send = async (message: Message, options?: SendOptions): Promise<Receipt> => {
    const { avoid, ...limits } = readOptions(options);
    const { timeoutMs, signal } = limits;
    if (isAborted(signal)) {
      throw refuse('aborted', 'rejected', 'the caller canceled the send; nothing was sent.');
    }
    const deadline = performance.now() + timeoutMs;
    const endBefore = Date.now() + timeoutMs - Math.min(marginMs, timeoutMs / 4);
    const [queued] = await enqueue([{ message, endBefore, priority, lane, avoid }]);
    const { id: messageId } = queued as { readonly id: string };
    const waitMs = Math.max(1, deadline - performance.now());
    const waited = await endWithin(messageId, { timeoutMs: waitMs, signal });
    const result = waited ?? (await lastWord(messageId));
    if (result !== undefined && isEnd(result)) {
      if (result.status === 'accepted') return result.receipt;
      if (result.status !== 'canceled') throw errorOf(result.error);
    }
    const isUnknown = result?.status !== 'canceled';
    const [code, what] = isAborted(signal)
      ? (['aborted', 'the caller canceled the send'] as const)
      : (['timeout', 'no worker ended the send in time'] as const);
    const consequence = isUnknown ? 'the message may have been sent' : 'nothing was sent';
    throw refuse(code, isUnknown ? 'unknown' : 'rejected', `${what}; ${consequence}.`);
  };
  return { id, send };

  /** If Redis fails meanwhile, the message is in the queue all the same. */
  async function endWithin(messageId: string, options: WaitOptions) {
    try {
      return await queue.waitFor(messageId, options);
    } catch {
      return undefined;
    }
  }

  /** Ends the message if nobody sends it; nothing is known if Redis does not answer. */
  async function lastWord(messageId: string) {
    try {
      return await queue.cancel(messageId);
    } catch {
      return undefined;
    }
  }

  /** @throws `ConnectorError` `invalid_message` */
  function readOptions(options: SendOptions | undefined) {
    try {
      const limits = limitsOf(options, { timeoutMs: ownTimeoutMs });
      if (typeof limits === 'string') throw refuse('invalid_message', 'rejected', limits);
      const { avoid } = options ?? {};
      return { ...limits, avoid };
    } catch (error) {
      if (error instanceof ConnectorError) throw error;
      throw refuse('invalid_message', 'rejected', 'the options could not be read.');
    }
  }
}

// A function, because the signal changes while the compiler believes it does not.
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}
