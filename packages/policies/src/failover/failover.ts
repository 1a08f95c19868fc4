import type { Message, Receipt, Sender, SendOptions } from '@sms-connectors/core';
import { attempt, type Attempted, type FailedAttempt, hasFailed, outcomeOf } from '../attempt.ts';
import { notify } from '../events.ts';
import { assertSenders, readSettings } from '../settings.ts';
import { refusal, settle } from '../settle.ts';
import type { Circuit } from './circuit.ts';
import { circuitOf, type Circuits, sharedCircuits } from './circuits.ts';
import { Deadline } from './deadline.ts';
import { endOfFailures, mayGoOn } from './end-of-failures.ts';
import { type FailoverSettings, failoverSettingsSchema } from './failover-settings.ts';

export interface FailoverOptions extends FailoverSettings {
  /** The name of this policy in events and errors; `failover` by default. */
  readonly id?: string | undefined;
  /** What is known about the health of the senders; by default shared by all failovers of this process. */
  readonly circuits?: Circuits | undefined;
}

interface Member {
  readonly sender: Sender;
  readonly circuit: Circuit;
}

/**
 * Tries senders in order until one accepts the message. Goes on only if nothing was sent and another sender can help:
 * `otherProviderCanHelp` of core's `errorCodes` decides. A sender that fails is skipped for a while.
 * @throws `ConnectorError` `invalid_config`
 */
export function failover(
  senders: readonly Sender[],
  { id = 'failover', circuits = sharedCircuits, ...settings }: FailoverOptions = {},
): Sender {
  assertSenders(id, { ...senders });
  const { timeoutMs, connectTimeoutMs, afterUnknown } = readSettings(
    id,
    failoverSettingsSchema,
    settings,
  );
  const members = senders.map((sender) => ({ sender, circuit: circuitOf(circuits, sender) }));

  const send = async (message: Message, options?: SendOptions): Promise<Receipt> => {
    const deadline = new Deadline(readTimeout(id, options, timeoutMs));
    const limits = (attempts: number): SendOptions => ({
      ...options,
      timeoutMs: deadline.share(attempts),
      connectTimeoutMs: options?.connectTimeoutMs ?? connectTimeoutMs,
    });
    const failures: FailedAttempt[] = [];
    for (const [index, member] of members.entries()) {
      if (deadline.isOver) break;
      // If others may follow an unknown outcome, one attempt must not use up their time.
      const remaining = afterUnknown === 'next' ? members.length - index : 1;
      const tried = await tryMember(id, member, message, limits(remaining), failures.length + 1);
      if (tried === undefined) continue;
      if (!hasFailed(tried)) return settle(withEarlier(failures, tried));
      failures.push(tried);
      if (!mayGoOn(tried.result.error, afterUnknown)) break;
    }
    const [first, ...others] = failures;
    if (first !== undefined) throw endOfFailures([first, ...others], afterUnknown);
    // Every circuit is open: an attempt costs less than a message that is certainly lost.
    const [preferred] = senders as readonly [Sender, ...Sender[]];
    return settle(await announce(id, preferred, message, limits(1), 1));
  };
  return { id, send };
}

/** Passes the message to a sender, or returns nothing if its circuit is open. */
async function tryMember(
  policy: string,
  { sender, circuit }: Member,
  message: Message,
  options: SendOptions,
  number: number,
): Promise<Attempted | undefined> {
  const announceChanges = (): void => {
    for (const change of circuit.changes()) {
      notify(options, { policy, sender: sender.id, ...change });
    }
  };
  const tried = await circuit.run(() => {
    announceChanges();
    return announce(policy, sender, message, options, number);
  });
  announceChanges();
  if (tried === undefined) notify(options, { type: 'sender_skipped', policy, sender: sender.id });
  return tried;
}

/** Passes the message to a sender, with an event before and after. */
async function announce(
  policy: string,
  sender: Sender,
  message: Message,
  options: SendOptions,
  number: number,
): Promise<Attempted> {
  const about = { policy, sender: sender.id, number };
  notify(options, { type: 'attempt_started', ...about });
  const tried = await attempt(sender, message, options);
  const { result, durationMs } = tried;
  notify(options, { type: 'attempt_ended', ...about, ...outcomeOf(result), durationMs });
  return tried;
}

function withEarlier(failures: readonly FailedAttempt[], last: Attempted): Attempted {
  const earlier = failures.flatMap(({ attempts }) => attempts);
  return { ...last, attempts: [...earlier, ...last.attempts] };
}

/** @throws `ConnectorError` `invalid_message` */
function readTimeout(policy: string, options: SendOptions | undefined, otherwise: number): number {
  const { timeoutMs = otherwise } = options ?? {};
  if (typeof timeoutMs === 'number' && timeoutMs > 0) return timeoutMs;
  const detail = 'options.timeoutMs must be a number of milliseconds over 0.';
  throw refusal(policy, 'invalid_message', detail);
}
