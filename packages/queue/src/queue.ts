/** The queue as applications see it: types only. */
import type {
  DeliveryReport,
  ErrorCode,
  FailedOutcome,
  Message,
  Open,
  ProviderFacts,
  Attempt,
  Receipt,
  Sender,
  SendEvent,
  SendOptions,
} from '@sms-connectors/core';
import type { Queue } from 'bullmq';

/** Messages that wait in Redis until a worker on any machine sends them. */
export interface MessageQueue {
  /**
   * Resolves when Redis has the message.
   * @throws `ConnectorError`: `rate_limited` if the queue is full, `invalid_message`, or `network` if Redis does not
   * answer; then `outcome` says whether the message may be in the queue
   */
  readonly enqueue: (message: Message, options?: EnqueueOptions) => Promise<Queued>;
  /** Enqueues many messages, 1000 in one step; none if they have no room. @throws as `enqueue` */
  readonly enqueueAll: (messages: readonly QueuedMessage[]) => Promise<readonly Queued[]>;
  /** What has become of a message. Ends are known for `resultSeconds`. @throws `ConnectorError` `network` */
  readonly result: (id: string) => Promise<MessageResult>;
  /**
   * Waits for the end of a message; `undefined` if it has none within `timeoutMs` (30 seconds by default), or the queue
   * does not know the message. @throws `ConnectorError` `network`
   */
  readonly waitFor: (id: string, options?: WaitOptions) => Promise<MessageEnd | undefined>;
  /** Ends a message that no worker has begun to send; returns what has become of it. @throws `ConnectorError` `network` */
  readonly cancel: (id: string) => Promise<MessageResult>;
  /**
   * A sender whose `send` enqueues the message and waits for its end. A message that no worker takes within the deadline
   * is certainly not sent.
   */
  readonly sender: (options?: QueueSenderOptions) => Sender;
  /** Starts sending messages in this process, with any sender. */
  readonly worker: (options: WorkerOptions) => QueueWorker;
  /**
   * Tells the queue of delivery reports: with `afterUndelivered: 'next'`, a message that did not arrive goes to another
   * provider, once, while its code is valid. For `onReports` of `deliveryReportHandler`. @throws `ConnectorError` `network`
   */
  readonly handleReports: (reports: readonly DeliveryReport[]) => Promise<void>;
  /** Stops all workers from taking messages, on every machine; sends under way end. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  /** Cancels all messages that no worker has begun to send; returns how many. */
  readonly drain: () => Promise<number>;
  /** How many messages wait, by lane, and for how long. */
  readonly counts: () => Promise<Readonly<Record<string, LaneCounts>>>;
  /** The queues of BullMQ, one for each lane, for bull-board and other tools of BullMQ. */
  readonly lanes: ReadonlyMap<string, Queue>;
  /** Stops the workers of this process, and closes the connections that the queue opened. */
  readonly close: () => Promise<void>;
}

export interface EnqueueOptions {
  /** Messages with the same key, within its life, are one message: the first. Any text of yours, such as the id of a form. */
  readonly idempotencyKey?: string | undefined;
  /** From 0, the first to be sent, to 100; 0 by default. */
  readonly priority?: number | undefined;
  /** Which lane the message waits in; by default what `laneOf` says. */
  readonly lane?: string | undefined;
  /** The ids of senders to try last. */
  readonly avoid?: readonly string[] | undefined;
  /** The deadline of the send, once a worker has begun, in milliseconds; by default the worker's. */
  readonly timeoutMs?: number | undefined;
}

export interface QueuedMessage extends EnqueueOptions {
  readonly message: Message;
}

/** Redis has the message. */
export interface Queued {
  /** For `result`; says nothing about the message. */
  readonly id: string;
  /** Whether the idempotency key was known: the message is the earlier one. */
  readonly isRepeated: boolean;
}

export interface WaitOptions {
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type MessageResult =
  | MessageEnd
  /** `waiting`: no worker has begun, or the message waits for another try. */
  | { readonly status: 'waiting' | 'sending' | 'not_found' };

/** How a message ended. Contains nothing secret or personal: safe to log. */
export type MessageEnd = Accepted | NotAccepted;

interface Ended {
  readonly endedAt: Date;
  /** How often a worker took the message. */
  readonly tries: number;
}

export interface Accepted extends Ended {
  readonly status: 'accepted';
  readonly receipt: Receipt;
  /** What became of the message that went to another provider after this one did not arrive. */
  readonly next?: MessageResult | undefined;
}

/**
 * `rejected`: certainly not sent. `unknown`: may have been sent, and is not sent again. `expired`: no worker could send it
 * in time. `canceled`: by `cancel` or `drain`.
 */
export interface NotAccepted extends Ended {
  readonly status: FailedOutcome | 'expired' | 'canceled';
  readonly error: EndError;
}

/** The facts of a `ConnectorError`; `errorOf` makes one. */
export interface EndError {
  readonly code: Open<ErrorCode>;
  readonly outcome: FailedOutcome;
  readonly message: string;
  readonly retryAfterMs?: number | undefined;
  readonly attempts?: readonly Attempt[] | undefined;
  readonly provider: ProviderFacts;
}

export interface LaneCounts {
  readonly waiting: number;
  /** Messages that wait for another try. */
  readonly delayed: number;
  readonly sending: number;
  /** How long the next message has waited, in milliseconds; 0 if none waits. */
  readonly oldestMs: number;
}

export interface QueueSenderOptions extends Pick<EnqueueOptions, 'priority' | 'lane'> {
  /** The name of the sender in events and errors; by default the name of the queue. */
  readonly id?: string | undefined;
  /** How long `send` waits for the end in milliseconds, unless its own options say so; 15,000 by default. */
  readonly timeoutMs?: number | undefined;
}

export interface WorkerOptions {
  /** Sends the messages: a connector or a policy; or one for each lane, by its name. */
  readonly sender: Sender | Readonly<Record<string, Sender>>;
  /** How many messages this process sends at once in each lane; by default what the lane says. */
  readonly concurrency?: number | undefined;
  /** The deadline of a send in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Receives what policies decide about messages of this worker. Must return at once. */
  readonly onEvent?: SendOptions['onEvent'];
}

export interface QueueWorker extends AsyncDisposable {
  /** Resolves when the worker takes messages. */
  readonly ready: () => Promise<void>;
  /** Takes no more messages; resolves when the sends under way have ended, which their deadline limits. */
  readonly close: () => Promise<void>;
}

/** What happens to messages in this process. Contains nothing secret or personal: safe to log. */
export type QueueEvent =
  | MessageQueued
  | QueueFull
  | MessageEnded
  | MessageDelayed
  | MessageTakenOver
  | MessageSentAgain
  | RedisFailed;

interface OfLane extends SendEvent {
  /** The name of the queue. */
  readonly queue: string;
  readonly lane: string;
}

export interface MessageQueued extends OfLane {
  readonly type: 'message_queued';
  readonly id: string;
}

/** The lane has no room; messages were refused. */
export interface QueueFull extends OfLane {
  readonly type: 'queue_full';
  readonly messages: number;
}

/** A worker of this process has ended a message. */
export interface MessageEnded extends OfLane {
  readonly type: 'message_ended';
  readonly id: string;
  readonly status: MessageEnd['status'];
  readonly code?: Open<ErrorCode> | undefined;
  readonly tries: number;
  /** From `enqueue` to the end. */
  readonly durationMs: number;
}

/** A message was certainly not sent and waits for another try. */
export interface MessageDelayed extends OfLane {
  readonly type: 'message_delayed';
  readonly id: string;
  readonly code: Open<ErrorCode>;
  readonly delayMs: number;
}

/** This worker was silent for too long: another one has the message. */
export interface MessageTakenOver extends OfLane {
  readonly type: 'message_taken_over';
  readonly id: string;
}

/** A message did not arrive and goes to another provider. */
export interface MessageSentAgain extends OfLane {
  readonly type: 'message_sent_again';
  readonly id: string;
  /** The sender that is tried last. */
  readonly avoid: string;
}

/** Redis did not answer, or refused a command. */
export interface RedisFailed extends SendEvent {
  readonly type: 'redis_failed';
  readonly queue: string;
  /** The kind of failure, such as `ECONNREFUSED`; never the text of a command. */
  readonly reason: string;
}
