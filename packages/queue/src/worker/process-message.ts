import type { Sender, SendOptions } from '@sms-connectors/core';
import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import type { Context } from '../context.ts';
import { endOfLost, endOfUnopened } from '../ends.ts';
import type { Lane } from '../lanes.ts';
import type { MessageEnd } from '../queue.ts';
import { reasonOf } from '../redis/ask-redis.ts';
import type { KeepForNext } from '../reports/keep-for-next.ts';
import { type JobData, openMessage } from '../sealed-message.ts';
import type { States, Try } from '../states/states.ts';
import { stayMs } from '../stay.ts';
import { sendOnce } from './send-once.ts';

export interface Processing extends Pick<Context, 'settings' | 'vault' | 'emit'> {
  readonly lane: Lane;
  readonly states: States;
  readonly sender: Sender;
  readonly timeoutMs: number;
  readonly onEvent: SendOptions['onEvent'];
  readonly keepForNext: KeepForNext;
  /** Does something in Redis that must not be lost. */
  readonly persist: <Value>(work: () => Promise<Value>) => Promise<Value>;
}

/** How long another worker may take a message that no secret of this one opens. */
const unopenedMs = 30_000;
const unopenedPauseMs = 2000;

/** Sends the message of a job, at most once. Resolves if it was accepted. @throws what tells BullMQ the rest */
export async function processMessage(
  processing: Processing,
  job: Job<JobData>,
  token: string,
): Promise<void> {
  const { lane, states, settings, vault, sender, persist, keepForNext, emit } = processing;
  const { attemptsStarted: tries, timestamp } = job;
  const id = String(job.id);
  const about = { queue: settings.name, lane: lane.name, id };
  const opened = openMessage(id, job.data, vault);
  const isSealed = opened === undefined && job.data.sealed !== undefined;
  if (isSealed && Date.now() - timestamp < unopenedMs) {
    emit({ type: 'message_delayed', ...about, code: 'invalid_config', delayMs: unopenedPauseMs });
    return delayJob(unopenedPauseMs);
  }
  const attempt: Try = { id, number: tries, token };
  const sendBefore = opened?.sendBefore ?? timestamp + settings.lifetimeSeconds * 1000;
  const stay = (): number => stayMs(sendBefore, settings.resultSeconds);

  const left = tries > 1 ? endOfLost(settings.name, { tries }) : undefined;
  const begun = await persist(() => states.begin(attempt, stay(), left));
  if (begun === 'superseded') {
    emit({ type: 'message_taken_over', ...about });
    throw abandoned();
  }
  if (begun !== 'begun') return finish(begun, left);
  if (opened === undefined) return endWith(endOfUnopened(settings.name, { tries }));

  const { end, retryInMs } = await sendOnce(
    { ...processing, queue: settings.name, sender, tries, maxTries: settings.maxTries },
    opened,
  );
  if (retryInMs !== undefined && (await persist(() => states.putBack(attempt, stay())))) {
    const { code } = (end as Exclude<MessageEnd, { status: 'accepted' }>).error;
    emit({ type: 'message_delayed', ...about, code, delayMs: retryInMs });
    return delayJob(retryInMs);
  }
  if (end.status === 'accepted') {
    // What Redis refuses to keep must not cost the message its end.
    await persist(() => keepForNext(id, opened, end.receipt)).catch((error: unknown) =>
      emit({ type: 'redis_failed', queue: settings.name, reason: reasonOf(error) }),
    );
  }
  return endWith(end);

  async function endWith(own: MessageEnd): Promise<void> {
    return finish(await persist(() => states.end(id, own, stay())), own);
  }

  /** Tells BullMQ that the message has ended. What Redis still has of its content goes. */
  async function finish(stands: MessageEnd, own: MessageEnd | undefined): Promise<void> {
    if (isSame(stands, own)) {
      const { status, endedAt } = stands;
      const code = stands.status === 'accepted' ? undefined : stands.error.code;
      const durationMs = endedAt.getTime() - timestamp;
      emit({ type: 'message_ended', ...about, status, code, tries, durationMs });
    }
    // BullMQ removes a job that completes, and keeps one that fails for its dashboards.
    if (stands.status === 'accepted') return;
    await job.updateData({}).catch(() => undefined);
    throw failed(stands);
  }

  async function delayJob(delayMs: number): Promise<never> {
    // If it fails, another worker has the job, or will have it.
    await persist(() => job.moveToDelayed(Date.now() + delayMs, token)).catch(() => undefined);
    throw abandoned();
  }
}

/** BullMQ leaves the job where it is: if it is not delayed, another worker takes it once its lock has expired. */
function abandoned(): DelayedError {
  return new DelayedError();
}

function failed(end: Exclude<MessageEnd, { status: 'accepted' }>): UnrecoverableError {
  const error = new UnrecoverableError(`${end.status}: ${end.error.code}`);
  // BullMQ stores it.
  error.stack = '';
  return error;
}

/** Whether the end that stands is this worker's. */
function isSame(end: MessageEnd, own: MessageEnd | undefined): boolean {
  return end.status === own?.status && end.endedAt.getTime() === own.endedAt.getTime();
}
