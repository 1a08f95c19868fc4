import { ConnectorError, isTimeout, type Message } from '@sms-connectors/core';
import type { Context } from '../context.ts';
import { newId } from '../ids.ts';
import type { Lane } from '../lanes.ts';
import type { EnqueueOptions, QueuedMessage } from '../queue.ts';
import { type SealedMessage, writeMessage } from '../sealed-message.ts';

/** A message that may be enqueued, before it is sealed. */
export interface Prepared {
  readonly lane: Lane;
  /** The id that it gets unless its idempotency key is known. */
  readonly id: string;
  readonly text: string;
  readonly sendBefore: number;
  readonly priority: number;
  readonly idempotencyKey: string | undefined;
}

export interface QueuedWithDeadline extends QueuedMessage {
  /** When who waits for the end gives up; the message is not sent afterwards. */
  readonly endBefore?: number | undefined;
}

/** Reads a message and its options, which may be anything in a program without types. @throws `ConnectorError` */
export function prepare(
  { settings, lanes, laneOf }: Pick<Context, 'settings' | 'lanes' | 'laneOf'>,
  queued: QueuedWithDeadline,
): Prepared {
  const refuse = (detail: string): ConnectorError => invalidMessage(settings.name, detail);
  const { message, endBefore, lane: laneName, ...options } = copyOf(queued, refuse);
  const { idempotencyKey, priority = 0, avoid, timeoutMs } = options;
  const problem = optionsProblem(options);
  if (problem !== undefined) throw refuse(problem);
  const lane = lanes.get(laneName ?? chosenLane(laneOf, message, refuse) ?? firstOf(lanes));
  if (lane === undefined) throw refuse('the queue has no such lane.');

  const expiresAt = expiryOf(message, settings.lifetimeSeconds);
  if (Number.isNaN(expiresAt)) throw refuse('expiresAt is no date.');
  // Redis takes whole milliseconds only, and a deadline may have parts of one.
  const sendBefore = Math.floor(Math.min(expiresAt, endBefore ?? expiresAt));
  if (sendBefore <= Date.now()) throw refuse('expiresAt is in the past.');
  const content: SealedMessage = { message, sendBefore, endBefore, avoid, timeoutMs };
  const written = writeMessage(content);
  if ('problem' in written) throw refuse(written.problem);
  const { text } = written;
  return { lane, id: newId(lane.name), text, sendBefore, priority, idempotencyKey };
}

type Refuse = (detail: string) => ConnectorError;

// Getters may throw, and what they throw may contain anything.
function copyOf(queued: QueuedWithDeadline, refuse: Refuse): QueuedWithDeadline {
  let copy: QueuedWithDeadline;
  try {
    copy = { ...queued, message: { ...queued.message } };
  } catch {
    throw refuse('the message or its options could not be read.');
  }
  const { to, usageType } = copy.message;
  if (typeof to !== 'string' || typeof usageType !== 'string') {
    throw refuse('the message needs to and usageType.');
  }
  return copy;
}

const lowest = 100;

function optionsProblem({
  idempotencyKey,
  priority = 0,
  timeoutMs,
  avoid = [],
}: EnqueueOptions): string | undefined {
  if (
    idempotencyKey !== undefined &&
    (typeof idempotencyKey !== 'string' || idempotencyKey === '')
  ) {
    return 'idempotencyKey must be a text.';
  }
  if (!Number.isInteger(priority) || priority < 0 || priority > lowest) {
    return `priority must be a whole number from 0 to ${lowest}.`;
  }
  if (timeoutMs !== undefined && !isTimeout(timeoutMs)) {
    return 'timeoutMs must be a number of milliseconds over 0 and under 2,147,483,648.';
  }
  const isList = Array.isArray(avoid) && avoid.every((sender) => typeof sender === 'string');
  return isList ? undefined : 'avoid must be a list of the ids of senders.';
}

function chosenLane(
  laneOf: Context['laneOf'],
  message: Message,
  refuse: Refuse,
): string | undefined {
  try {
    return laneOf?.(message);
  } catch {
    throw refuse('laneOf threw an error.');
  }
}

function firstOf(lanes: Context['lanes']): string {
  return lanes.keys().next().value ?? '';
}

/** In milliseconds since 1970; NaN for what is no date. */
function expiryOf({ expiresAt }: Message, lifetimeSeconds: number): number {
  if (expiresAt === undefined) return Date.now() + lifetimeSeconds * 1000;
  return new Date(expiresAt).getTime();
}

function invalidMessage(queue: string, detail: string): ConnectorError {
  return new ConnectorError({
    code: 'invalid_message',
    outcome: 'rejected',
    detail,
    provider: { id: queue },
  });
}
