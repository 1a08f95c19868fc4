import type {
  AcceptedAnswer,
  FailedAnswer,
  ProviderAnswer,
} from '../connector/connector-definition.ts';
import type { Capabilities } from '../contract.ts';
import type { HttpRequest } from '../http/port.ts';
import { maxWaitMs } from '../http/retry-after.ts';

/** Whether a value of a provider's answer repeats what was sent to it. */
export type Repeats = (value: string | number | undefined) => boolean;

/** What a message and its connector have sent, and what no receipt or error may repeat. */
export interface SentValues {
  /** The secrets of the config, in all their forms. */
  readonly secrets: readonly string[];
  /** The members of the message that a provider may repeat. */
  readonly message?: object | undefined;
  /** The request's headers: `Authorization` may have the secrets in another form. */
  readonly headers?: HttpRequest['headers'] | undefined;
}

// A shorter value says nothing about a person, and provider's words and ids have it by chance.
const shortest = 4;
// Part of a longer value by chance, a shorter one would be once in ten thousand messages.
const shortestPart = 6;
// Part of a longer number by chance, a shorter one would be once in a million messages.
const shortestDigits = 10;

/**
 * Recognizes values that repeat what was sent: a broken provider, a proxy or an echo server may answer with the code as
 * its error code, or with a secret as the id of the message. A short value must be the whole of it, a longer one may be
 * a part, and a number of less than ten digits a number of its own in it.
 */
export function repeatsOf(sent: SentValues): Repeats {
  let values: readonly string[] | undefined;
  return (value) => {
    if (value === undefined) return false;
    values ??= valuesIn(sent);
    const text = String(value);
    for (const each of values) if (isIn(text, each)) return true;
    return false;
  };
}

function isIn(text: string, value: string): boolean {
  if (value.length > text.length) return false;
  if (value.length < shortestPart) return text === value;
  if (!text.includes(value)) return false;
  return value.length >= shortestDigits || !/^\d+$/.test(value) || isWhole(text, value);
}

// A UUID or a hash has any six digits by chance, between two of its letters.
const longHexadecimal = /[\da-f-]{16,}/gi;

function isWhole(text: string, digits: string): boolean {
  return new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(text.replace(longHexadecimal, ' '));
}

// Every send comes through here, so nothing is copied more than once.
function valuesIn({ secrets, message, headers }: SentValues): readonly string[] {
  const values: string[] = [];
  for (const secret of secrets) add(values, secret);
  for (const name in headers) {
    if (name.length !== authorization.length || name.toLowerCase() !== authorization) continue;
    const value = headers[name] ?? '';
    add(values, value.slice(value.indexOf(' ') + 1));
  }
  addTexts(values, message, 0);
  return values;
}

const authorization = 'authorization';

function add(values: string[], text: string): void {
  const value = text.startsWith('+') ? text.slice(1) : text;
  if (value.length >= shortest) values.push(value);
}

const maxDepth = 5;
const maxValues = 1000;

/** Adds the texts and numbers of a message. What cannot be read cannot have been sent. */
function addTexts(values: string[], value: unknown, depth: number): void {
  if (typeof value === 'string') return add(values, value);
  if (typeof value === 'number') return add(values, String(value));
  if (typeof value !== 'object' || value === null || depth > maxDepth) return;
  try {
    for (const member of Array.isArray(value) ? value : Object.values(value)) {
      if (values.length >= maxValues) return;
      addTexts(values, member, depth + 1);
    }
  } catch {
    // A getter threw.
  }
}

/** Told to the author of a connector: core left a member of an answer out. Holds no value. */
export class LeftOutError extends TypeError {
  constructor(member: string) {
    super(
      `The answer’s ${member} repeats what was sent, or cannot be what it is said to be. Keep the provider’s codes and ids if they have the right form; drop its words.`,
    );
  }
}

export interface AnswerContext {
  readonly repeats: Repeats;
  readonly capabilities: Capabilities;
  /** Told of each member that is left out. */
  readonly onLeftOut: (error: LeftOutError) => void;
}

/**
 * An answer without the values that repeat what was sent, and without numbers that cannot be what they are said to be.
 * `undefined` for an accepted message whose id would have to go: a provider does not answer so.
 */
export function withoutRepeats(
  answer: ProviderAnswer,
  context: AnswerContext,
): ProviderAnswer | undefined {
  return answer.outcome === 'accepted'
    ? acceptedWithoutRepeats(answer, context)
    : failedWithoutRepeats(answer, context);
}

function acceptedWithoutRepeats(
  { outcome, messageId, partIds, status, segments, requestId }: AcceptedAnswer,
  { repeats, capabilities, onLeftOut }: AnswerContext,
): AcceptedAnswer | undefined {
  const kept = keeper(onLeftOut);
  const id = kept('messageId', messageId, !repeats(messageId));
  const ids = kept('partIds', partIds, partIds?.some(repeats) !== true);
  if (id !== messageId || ids !== partIds) return undefined;
  return {
    outcome,
    messageId,
    partIds,
    status: kept('status', status, !repeats(status)) ?? 'accepted',
    segments: kept('segments', segments, isSegments(segments, capabilities)),
    requestId: kept('requestId', requestId, !repeats(requestId)),
  };
}

/** A failure without the values that repeat what was sent. */
export function failedWithoutRepeats(
  { outcome, code, providerCode, advice, requestId, docsUrl, retryAfterMs: wait }: FailedAnswer,
  { repeats, onLeftOut }: Pick<AnswerContext, 'repeats' | 'onLeftOut'>,
): FailedAnswer {
  const kept = keeper(onLeftOut);
  const ownCode = kept('providerCode', providerCode, !repeats(providerCode));
  const isWait =
    typeof wait === 'number' &&
    wait >= 0 &&
    wait <= maxWaitMs &&
    !repeats(wait) &&
    !repeats(wait / 1000);
  return {
    outcome,
    code,
    providerCode: ownCode,
    advice: kept('advice', advice, !repeats(advice)),
    retryAfterMs: kept('retryAfterMs', wait, isWait),
    requestId: kept('requestId', requestId, !repeats(requestId)),
    // The page on a code has the code in its address.
    docsUrl: kept('docsUrl', docsUrl, ownCode === providerCode && !repeats(docsUrl)),
  };
}

function keeper(onLeftOut: AnswerContext['onLeftOut']) {
  return <Value>(member: string, value: Value, isKept: boolean): Value | undefined => {
    if (isKept || value === undefined) return value;
    onLeftOut(new LeftOutError(member));
    return undefined;
  };
}

// In UCS-2 a part has 67 characters: 3GPP TS 23.040 §9.2.3.24.1.
const charactersPerPart = 67;

function isSegments(
  segments: number | undefined,
  { maxCharacters, maxSegments = Math.ceil(maxCharacters / charactersPerPart) }: Capabilities,
): boolean {
  return Number.isInteger(segments) && Number(segments) >= 1 && Number(segments) <= maxSegments;
}
