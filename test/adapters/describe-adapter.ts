import {
  type AdapterOptions,
  ConnectorError,
  type ErrorCode,
  errorCodes,
  type FailedOutcome,
  type Message,
  type SendOptions,
} from '@sms-connectors/core';
import { describe, expect, test, vi } from 'vitest';

/** What a platform makes of an answer. */
export interface Heard {
  /** `yes`: the person may enter the code. `again`: the platform asks again by itself. `no`: it does not. */
  readonly answer: 'yes' | 'no' | 'again';
  /** All that can be seen of it outside of the adapter: bodies, headers, what was thrown or logged. */
  readonly seen: readonly unknown[];
  /** What the person reads. */
  readonly read?: string | undefined;
}

export interface AdapterCase {
  /**
   * Who hears an answer: a `person` who waits for the code, a `queue`, which asks again after a failure, or `nobody`: the
   * platform does nothing with it.
   */
  readonly audience: 'person' | 'queue' | 'nobody';
  /** How long the platform waits, in milliseconds; absent if it has no deadline of its own. */
  readonly deadlineMs?: number | undefined;
  /** What must not be seen, besides the number and what is in the payload. */
  readonly secrets?: readonly string[] | undefined;
  /** Whether the adapter takes a sender alone, and the application does the rest. */
  readonly takesSenderAlone?: boolean | undefined;
  /** Has the platform ask for a message, each time another one, of an adapter with these options. */
  readonly ask: (options: AdapterOptions) => Promise<Heard>;
}

const codes = Object.keys(errorCodes) as readonly ErrorCode[];
const receipt = { messageId: 'M1', status: 'queued', provider: { id: 'scripted' } };
const detail = 'words for developers';

function failing(code: ErrorCode, outcome: FailedOutcome): ConnectorError {
  return new ConnectorError({ code, outcome, detail, provider: { id: 'scripted' } });
}

/** Three outcomes onto the two answers that platforms know: the rule that all adapters share. */
function answersTo(
  { outcome, retryable }: ConnectorError,
  audience: AdapterCase['audience'],
): readonly Heard['answer'][] {
  // A code that may arrive must work, and must not be sent twice.
  if (outcome === 'unknown' || audience === 'nobody') return ['yes'];
  if (audience === 'person') return ['no'];
  return retryable ? ['again'] : ['yes', 'no'];
}

type End = (message: Message, options: SendOptions) => Promise<typeof receipt>;

/** What every adapter must do with every outcome. */
export function describeAdapter(name: string, adapter: AdapterCase): void {
  async function heardAfter(end: End, options: Partial<AdapterOptions> = {}) {
    const sent: Message[] = [];
    const limits: (number | undefined)[] = [];
    const told: ConnectorError[] = [];
    const printed: unknown[] = [];
    const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((method) =>
      vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words)),
    );
    const send = (message: Message, given: SendOptions = {}) => {
      sent.push(message);
      limits.push(given.timeoutMs);
      return end(message, given);
    };
    const heard = await adapter
      .ask({
        sender: { id: 'scripted', send },
        onError: (error) => void told.push(error),
        ...options,
      })
      .finally(() => consoles.forEach((each) => each.mockRestore()));
    expectHidden([heard, printed, told], sent);
    expect(heard.read ?? '').not.toContain(detail);
    return {
      answer: heard.answer,
      sent,
      limits,
      told: told.map(({ code, outcome }) => [code, outcome]),
    };
  }

  function expectHidden(seen: readonly unknown[], sent: readonly Message[]): void {
    const hidden = sent.flatMap(({ to, payload }) => [to.slice(1), ...Object.values(payload)]);
    const text = JSON.stringify(seen, withErrors);
    for (const secret of [...hidden, ...(adapter.secrets ?? [])]) {
      if (typeof secret === 'string') expect(text).not.toContain(secret);
    }
  }

  const isTold = adapter.takesSenderAlone !== true;

  describe(`the adapter for ${name}`, () => {
    test('sends what the platform asks for, and says yes', async () => {
      const { answer, sent, told } = await heardAfter(async () => receipt);
      expect(answer).toBe('yes');
      expect(sent).toHaveLength(1);
      expect(told).toEqual([]);
    });

    test.each(['rejected', 'unknown'] as const)('answers a message that is %s', async (outcome) => {
      const wrong: unknown[] = [];
      for (const code of codes) {
        const error = failing(code, outcome);
        const { answer, sent, told } = await heardAfter(() => Promise.reject(error));
        const isRight = answersTo(error, adapter.audience).includes(answer);
        if (!isRight) wrong.push([code, answer]);
        expect([code, sent.length]).toEqual([code, 1]);
        expect(told).toEqual(isTold ? [[code, outcome]] : []);
      }
      expect(wrong).toEqual([]);
    });

    test('hides what a sender throws that keeps no rule, and takes the message for sent', async () => {
      const { answer, told } = await heardAfter((message) => {
        throw new Error(JSON.stringify(message));
      });
      expect(answer).toBe('yes');
      expect(told).toEqual(isTold ? [['unclassified', 'unknown']] : []);
    });

    test.skipIf(!isTold)('answers the same if a listener fails', async () => {
      const error = failing('opted_out', 'rejected');
      for (const onError of [throwing, async () => throwing()]) {
        const lost = await heardAfter(() => Promise.reject(failing('timeout', 'unknown')), {
          onError,
        });
        expect(lost.answer).toBe('yes');
        const refused = await heardAfter(() => Promise.reject(error), { onError });
        expect(answersTo(error, adapter.audience)).toContain(refused.answer);
      }
    });

    test.skipIf(!isTold)('passes on what policies decide', async () => {
      const events: unknown[] = [];
      await heardAfter(
        async (_, { onEvent }) => {
          onEvent?.({ type: 'decided' });
          return receipt;
        },
        { onEvent: ({ type }) => void events.push(type) },
      );
      expect(events).toEqual(['decided']);
    });

    test.skipIf(!isTold)('answers before the platform gives up', async () => {
      const { deadlineMs = Infinity } = adapter;
      for (const timeoutMs of [undefined, 600_000]) {
        const { limits } = await heardAfter(async () => receipt, { timeoutMs });
        // Without a deadline of the platform, the sender's own holds.
        expect(limits[0] ?? (deadlineMs === Infinity ? 0 : Infinity)).toBeLessThan(deadlineMs);
      }
      const from = performance.now();
      const { answer, limits } = await heardAfter(() => new Promise(() => {}), { timeoutMs: 50 });
      expect(answer).toBe('yes');
      // An adapter may have taken some of it before.
      expect(limits[0]).toBeLessThanOrEqual(50);
      expect(performance.now() - from).toBeLessThan(Math.min(deadlineMs, 5000));
    });
  });
}

function throwing(): never {
  throw new Error('a listener');
}

/** Errors with what they do not show to `JSON.stringify`. */
function withErrors(_: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { ...value, message: value.message, stack: value.stack, cause: value.cause };
}
