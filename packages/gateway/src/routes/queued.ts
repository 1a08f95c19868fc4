import {
  ConnectorError,
  type Message,
  type Sender,
  type SendOptions,
  trySend,
} from '@sms-connectors/core';
import { errorOf, type MessageQueue } from '@sms-connectors/queue';
import type { Answer } from '../http/answer.ts';
import { problem } from '../http/problem.ts';
import type { Outcome } from './route.ts';
import { accepted, notAccepted } from './send.ts';

const usualWaitMs = 15_000;
const longestWaitMs = 30_000;

/**
 * How long a client waits for the end of its message.
 * @see https://www.rfc-editor.org/rfc/rfc7240
 */
export function waitMsOf(prefer = ''): number {
  if (/(?:^|[\s,])respond-async(?:$|[\s,;])/i.test(prefer)) return 0;
  const [, seconds] = /(?:^|[\s,])wait=(\d{1,5})(?:$|[\s,;])/i.exec(prefer) ?? [];
  return seconds === undefined ? usualWaitMs : Math.min(Number(seconds) * 1000, longestWaitMs);
}

/** How a message goes into the queue; policies pass this on as they get it. */
interface IntakeOptions extends SendOptions {
  readonly waitMs: number;
  readonly key: string | undefined;
  /** The client waits no longer, and the message has not ended. */
  readonly onStillQueued: (id: string) => void;
}

/** Puts messages into a queue, and waits for their ends as long as the client does. */
export function queueingSender(queue: MessageQueue): Sender {
  const { waitFor } = queue;
  return {
    id: 'queue',
    send: async (message, options) => {
      const { waitMs, key, onStillQueued } = options as IntakeOptions;
      const id = await enqueueOnce(queue, message, key);
      // If Redis fails meanwhile, the message is in the queue all the same.
      const end =
        waitMs === 0 ? undefined : await waitFor(id, { timeoutMs: waitMs }).catch(() => undefined);
      if (end?.status === 'accepted') return end.receipt;
      if (end !== undefined) throw errorOf(end.error);
      onStillQueued(id);
      // To policies, the message may have been sent.
      throw new ConnectorError({ code: 'timeout', outcome: 'unknown', provider: { id: 'queue' } });
    },
  };
}

/**
 * Returns the message of this key. If it was rejected, nothing was sent, and whoever asks again wants another try: it is
 * the one message of the key that names the rejected one.
 */
async function enqueueOnce(
  { enqueue, result }: MessageQueue,
  message: Message,
  key: string | undefined,
): Promise<string> {
  for (let idempotencyKey = key; ;) {
    const { id, isRepeated } = await enqueue(message, { idempotencyKey });
    if (!isRepeated || (await result(id)).status !== 'rejected') return id;
    idempotencyKey = `${key} after ${id}`;
  }
}

/** Sends one message through a queue: the same answers as without one, or where to ask for the end. */
export async function sendByQueue(
  sender: Sender,
  message: Message,
  { waitMs, key }: Pick<IntakeOptions, 'waitMs' | 'key'>,
): Promise<Outcome> {
  let id: string | undefined;
  const onStillQueued = (queued: string): void => {
    id = queued;
  };
  const options: IntakeOptions = { waitMs, key, onStillQueued, timeoutMs: longestWaitMs + 5000 };
  const result = await trySend(sender, message, options);
  if (result.ok) return accepted(result.receipt);
  if (id === undefined) return notAccepted(result.error);
  const outcome = 'queued';
  const headers = { location: `/messages/${id}` };
  return { answer: { status: 202, body: { outcome, id }, headers }, outcome };
}

/** What has become of a message. */
export async function messageIn({ result }: MessageQueue, id: string): Promise<Answer> {
  const found = await result(id);
  if (found.status === 'not_found') return problem('not_found');
  return { status: 200, body: { id, ...found } };
}
