import {
  invalidConfig,
  limitsOf,
  type Message,
  type Receipt,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';
import { type Attempted, type FailedAttempt, hasFailed, outcomeOf } from '../attempt.ts';
import { notify } from '../events.ts';
import { assertSenders, issueAt, readSettings } from '../settings.ts';
import { readOptions, refusal, settle } from '../settle.ts';
import { boundedAttempt, type BoundedOptions } from './bounded-attempt.ts';
import type { Circuit } from './circuit.ts';
import { circuitOf, Circuits, sharedCircuits } from './circuits.ts';
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

type Limits = Required<Pick<BoundedOptions, 'timeoutMs' | 'connectTimeoutMs'>>;

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
  if (!(circuits instanceof Circuits)) {
    throw invalidConfig({ id }, [issueAt(['circuits'], 'Must be new Circuits({ … }).')]);
  }
  const members: readonly Member[] = senders.map((sender) => ({
    sender,
    circuit: circuitOf(circuits, sender),
  }));

  const send = async (message: Message, options?: SendOptions): Promise<Receipt> => {
    const given = readOptions(id, options);
    const limits = readLimits(id, given, { timeoutMs, connectTimeoutMs });
    const endsAt = performance.now() + limits.timeoutMs;
    /** The options of an attempt that so many others may follow. */
    const optionsOf = (others: number): BoundedOptions => {
      const leftMs = Math.max(1, endsAt - performance.now());
      const shareMs = leftMs / (1 + others);
      return {
        ...given,
        // If others may follow an unknown outcome, one attempt must not use up their time.
        timeoutMs: afterUnknown === 'next' ? shareMs : leftMs,
        connectTimeoutMs: Math.min(limits.connectTimeoutMs, shareMs),
      };
    };
    const ordered = withAvoidedLast(members, given.avoid);
    const failures: FailedAttempt[] = [];
    for (const [index, { sender, circuit }] of ordered.entries()) {
      if (!circuit.isUsable) {
        notify(given, { type: 'sender_skipped', policy: id, sender: sender.id });
        continue;
      }
      if (isCanceled(given)) failures.push(canceled(id));
      if (isCanceled(given) || (failures.length > 0 && performance.now() >= endsAt)) break;
      const ownOptions = optionsOf(usableAfter(ordered, index));
      const tried = await circuit.run(
        () => announce(id, sender, message, ownOptions, failures.length + 1),
        (change) => notify(given, { policy: id, sender: sender.id, ...change }),
      );
      if (!hasFailed(tried)) return settle(withEarlier(failures, tried));
      failures.push(tried);
      if (!mayGoOn(tried.result.error, afterUnknown)) break;
    }
    const [first, ...others] = failures;
    if (first !== undefined) throw endOfFailures([first, ...others], afterUnknown);
    if (isCanceled(given)) throw canceled(id).result.error;
    // Every circuit is open: an attempt costs less than a message that is certainly lost.
    const [preferred] = ordered as readonly [Member, ...Member[]];
    return settle(await announce(id, preferred.sender, message, optionsOf(0), 1));
  };
  return { id, send };
}

/** Passes the message to a sender, with an event before and after. */
async function announce(
  policy: string,
  sender: Sender,
  message: Message,
  options: BoundedOptions,
  number: number,
): Promise<Attempted> {
  const about = { policy, sender: sender.id, number };
  notify(options, { type: 'attempt_started', ...about });
  const tried = await boundedAttempt(sender, message, options);
  const { result, durationMs } = tried;
  notify(options, { type: 'attempt_ended', ...about, ...outcomeOf(result), durationMs });
  return tried;
}

function withAvoidedLast(
  members: readonly Member[],
  avoid: SendOptions['avoid'],
): readonly Member[] {
  // Options may contain anything.
  if (!Array.isArray(avoid) || avoid.length === 0) return members;
  const { avoided = [], others = [] } = Object.groupBy(members, ({ sender }) =>
    avoid.includes(sender.id) ? 'avoided' : 'others',
  );
  return [...others, ...avoided];
}

function usableAfter(members: readonly Member[], index: number): number {
  let count = 0;
  for (let next = index + 1; next < members.length; next += 1) {
    if (members[next]?.circuit.isUsable === true) count += 1;
  }
  return count;
}

function isCanceled({ signal }: SendOptions): boolean {
  return signal?.aborted === true;
}

function canceled(policy: string): FailedAttempt {
  const error = refusal(policy, 'aborted', 'the caller canceled the send.');
  return { result: { ok: false, error }, attempts: [], durationMs: 0 };
}

function withEarlier(failures: readonly FailedAttempt[], last: Attempted): Attempted {
  const earlier = failures.flatMap(({ attempts }) => attempts);
  return { ...last, attempts: [...earlier, ...last.attempts] };
}

/** @throws `ConnectorError` `invalid_message` */
function readLimits(policy: string, options: SendOptions, defaults: Limits): Limits {
  const limits = limitsOf(options, defaults);
  if (typeof limits === 'string') throw refusal(policy, 'invalid_message', limits);
  const { timeoutMs, connectTimeoutMs = defaults.connectTimeoutMs } = limits;
  return { timeoutMs, connectTimeoutMs };
}
