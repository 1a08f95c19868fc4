import {
  checkedRecipientParser,
  invalidConfig,
  isTimeout,
  type Message,
  type ParseRecipient,
  type Receipt,
  type Sender,
  type SendOptions,
} from '@sms-connectors/core';
import { attempt } from '../attempt.ts';
import { notify } from '../events.ts';
import { readRecipient } from '../read-recipient.ts';
import { countryOf } from '../route/country-of.ts';
import { prefixOf } from '../route/prefix-of.ts';
import { assertSenders, issueAt, readSettings } from '../settings.ts';
import { refusal, settle } from '../settle.ts';
import type { LimitStore } from '../stores/limit-store.ts';
import { memoryStore } from '../stores/memory-store.ts';
import { type StoreAnswer, storeAsker } from './ask-store.ts';
import {
  limiters,
  type LimitName,
  type Places,
  type ReachedLimit,
  type Subject,
} from './limiters.ts';
import { type GuardSettings, guardSettingsSchema, type Limit } from './guard-settings.ts';
import { Pumping } from './pumping.ts';
import { requesterKeys } from './requester-keys.ts';

/** What a guard allows. A limit may be one or several, all of which hold. */
export type GuardLimits = Omit<GuardSettings, LimitName> & {
  readonly [Name in LimitName]?: Limit | readonly Limit[] | undefined;
};

export interface GuardOptions {
  /** The name of this policy in events and errors; `guard` by default. */
  readonly id?: string | undefined;
  /** Where messages are counted; by default in this process. */
  readonly store?: LimitStore | undefined;
  /** How long the store may take, in milliseconds; 500 by default. */
  readonly storeTimeoutMs?: number | undefined;
  /** Reads recipients; must be the one that the connectors have. By default international numbers only. */
  readonly parseRecipient?: ParseRecipient | undefined;
}

/** A sender with limits. */
export interface Guard extends Sender {
  /**
   * Tells the guard that the code sent to this number was used; `pumping` needs to know.
   * @throws `ConnectorError` `invalid_recipient`, or `unclassified` if the store fails
   */
  readonly recordConversion: (to: string) => Promise<void>;
}

/**
 * Refuses messages beyond limits before anything is sent: `rate_limited` with `retryAfterMs`, `region_blocked` for a
 * country that is not allowed, `fraud_blocked` for a prefix whose codes nobody uses. A message that was certainly not
 * sent does not count.
 * @throws `ConnectorError` `invalid_config`
 */
export function guard(
  sender: Sender,
  limits: GuardLimits,
  { id = 'guard', store = memoryStore(), storeTimeoutMs = 500, parseRecipient }: GuardOptions = {},
): Guard {
  assertSenders(id, { sender });
  const { countries, pumping, onStoreFailure, ...limitsByName } = readSettings(
    id,
    guardSettingsSchema,
    withLists(limits),
  );
  if (!isTimeout(storeTimeoutMs)) {
    const problem = 'Must be a number of milliseconds over 0 and under 2,147,483,648.';
    throw invalidConfig({ id }, [issueAt(['storeTimeoutMs'], problem)]);
  }
  const parse = checkedRecipientParser(parseRecipient);
  const placesFor = limiters(id, limitsByName, store);
  const pumped = pumping && new Pumping(id, pumping, store);
  const askStore = storeAsker(store.isLocal, storeTimeoutMs);

  const send = async (message: Message, options?: SendOptions): Promise<Receipt> => {
    const recipient = readRecipient(id, message, parse);
    const subject = { recipient, requesters: readRequesters(message) };
    assertCountry(recipient, options);
    await assertNotPumped(prefixOf(recipient), options);
    const places = await takeAllPlaces(subject, options);

    const tried = await attempt(sender, message, options);
    const { result } = tried;
    if (!result.ok && result.error.outcome === 'rejected') {
      await giveBack(places, options);
    } else {
      pumped?.addMessage(prefixOf(recipient));
    }
    return settle(tried);
  };

  const recordConversion = async (to: string): Promise<void> => {
    const prefix = prefixOf(readRecipient(id, { to }, parse));
    const recorded = await askStore(() => pumped?.addConversion(prefix) ?? Promise.resolve());
    if ('value' in recorded) return;
    throw refusal(id, 'unclassified', 'the store of the limits did not record the used code.');
  };

  return { id, send, recordConversion };

  /** @throws `ConnectorError` `invalid_message` */
  function readRequesters(message: Message): readonly string[] {
    if (limitsByName.perRequester === undefined) return [];
    const read = requesterKeys(message);
    if ('keys' in read) return read.keys;
    const detail = `${read.problem}; it is needed because there is a limit per requester.`;
    throw refusal(id, 'invalid_message', detail);
  }

  /** @throws `ConnectorError` `region_blocked` */
  function assertCountry(recipient: string, options: SendOptions | undefined): void {
    if (countries === undefined) return;
    const country = countryOf(recipient);
    if (country !== undefined && countries.includes(country)) return;
    notify(options, { type: 'country_refused', policy: id, country });
    const place = country ?? 'the country of this number';
    throw refusal(id, 'region_blocked', `${place} is not among the allowed countries.`);
  }

  /** @throws `ConnectorError` `fraud_blocked` */
  async function assertNotPumped(prefix: string, options: SendOptions | undefined): Promise<void> {
    if (pumped === undefined) return;
    const block = readAnswer(await askStore(() => pumped.blockOf(prefix), options), options);
    if (block === undefined) return;
    const { figures, retryAfterMs } = block;
    const about = { policy: id, prefix };
    if (figures !== undefined) notify(options, { type: 'prefix_blocked', ...about, ...figures });
    notify(options, { type: 'prefix_refused', ...about, retryAfterMs });
    const detail = `hardly any code sent to numbers with ${prefix} was used.`;
    throw refusal(id, 'fraud_blocked', detail, retryAfterMs);
  }

  /** @throws `ConnectorError` `rate_limited` */
  async function takeAllPlaces(
    subject: Subject,
    options: SendOptions | undefined,
  ): Promise<Places> {
    const places = placesFor(subject);
    const answer = await askStore(places.take, options);
    let reached: ReachedLimit | undefined;
    try {
      reached = readAnswer(answer, options);
    } catch (error) {
      // The store may still be taking places for a message that is not sent.
      places.giveBack().catch(() => undefined);
      throw error;
    }
    if (reached === undefined) return places;
    await giveBack(places, options);
    const { limit, messages, seconds, retryAfterMs } = reached;
    notify(options, { type: 'limit_reached', policy: id, ...reached });
    const detail = `the limit ${limit} of ${messages} messages in ${seconds} seconds is reached.`;
    throw refusal(id, 'rate_limited', detail, retryAfterMs);
  }

  async function giveBack(places: Places, options: SendOptions | undefined): Promise<void> {
    const returned = await askStore(places.giveBack, options);
    if ('failure' in returned) notifyFailure(returned.failure, 'allow', options);
  }

  /** What the store said, or nothing if it failed and messages are allowed then. @throws `ConnectorError` */
  function readAnswer<Value>(
    answer: StoreAnswer<Value>,
    options: SendOptions | undefined,
  ): Value | undefined {
    if ('value' in answer) return answer.value;
    if (answer.failure === 'aborted') throw refusal(id, 'aborted', 'the caller canceled the send.');
    notifyFailure(answer.failure, onStoreFailure, options);
    if (onStoreFailure === 'allow') return undefined;
    throw refusal(id, 'rate_limited', 'the store of the limits failed; nothing was sent.');
  }

  function notifyFailure(
    reason: 'error' | 'timeout' | 'aborted',
    choice: 'allow' | 'refuse',
    options: SendOptions | undefined,
  ): void {
    if (reason !== 'aborted') notify(options, { type: 'store_failed', policy: id, reason, choice });
  }
}

/** The limits as the schema has them: always lists. What is no object is left to the schema. */
function withLists(limits: unknown): unknown {
  if (typeof limits !== 'object' || limits === null || Array.isArray(limits)) return limits;
  return Object.fromEntries(
    Object.entries(limits)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]: [string, unknown]) => [
        name,
        name.startsWith('per') || name === 'overall' ? [value].flat() : value,
      ]),
  );
}
