import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../routes/route.ts';
import type { AnswerStore } from '../stores/answer-store.ts';
import type { Answer } from './answer.ts';

export interface Asked {
  /** Unique for the client, the route and its `Idempotency-Key`. */
  readonly key: string;
  readonly request: string;
  readonly work: () => Promise<Outcome>;
  /** The answer if a gateway ended before it could say what came of the work; absent if it may be done again. */
  readonly whenLost?: (() => Outcome) | undefined;
}

// Longer than any work takes.
const longestMs = 40_000;
const askAgainMs = 100;

interface UnderWay {
  readonly request: string;
  readonly answer: Promise<Answer | undefined>;
}

/**
 * Gives the same answer for the same `Idempotency-Key`, for a day: a client that lost an answer may ask again, and sends
 * once. What was certainly not sent, and may succeed later, is forgotten.
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function idempotency(store: AnswerStore) {
  const underWay = new Map<string, UnderWay>();

  /** The answer to this request, which may be an earlier one; `undefined` if the key was used with another request. */
  return async function answerOnce(asked: Asked): Promise<Answer | undefined> {
    const { key, request } = asked;
    const known = underWay.get(key);
    if (known !== undefined) return known.request === request ? known.answer : undefined;
    const answer = answerOf(asked);
    underWay.set(key, { request, answer });
    try {
      return await answer;
    } finally {
      underWay.delete(key);
    }
  };

  async function answerOf({ key, request, work, whenLost }: Asked): Promise<Answer | undefined> {
    for (;;) {
      const begun = await store.begin(key, request);
      if (begun === undefined) return finish(key, request, work);
      if (!begun.isSameRequest) return undefined;
      if (begun.answer !== undefined) return begun.answer;
      // Another gateway is at it, or has ended.
      if (begun.forMs < longestMs) await delay(askAgainMs);
      else if (whenLost === undefined) await store.forget(key);
      else return whenLost().answer;
    }
  }

  async function finish(
    key: string,
    request: string,
    work: () => Promise<Outcome>,
  ): Promise<Answer> {
    let isFree = true;
    try {
      const { answer, mayChange = false } = await work();
      isFree = mayChange || answer.status === 429 || answer.status >= 500;
      // Whoever asks gets the answer, also if it cannot be kept.
      if (!isFree) await store.finish(key, request, answer).catch(() => undefined);
      return answer;
    } finally {
      if (isFree) await store.forget(key).catch(() => undefined);
    }
  }
}

export type AnswerOnce = ReturnType<typeof idempotency>;
