import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorError, type Message, type Receipt, type Sender } from '@sms-connectors/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Circuits, failover, guard, observe, route } from '../src/index.ts';
import { opentelemetry } from '../src/opentelemetry.ts';
import { message } from './support/message.ts';

const runs = Number(process.env['FAST_CHECK_RUNS'] ?? 60);

interface Fate {
  readonly end: 'accept' | 'refuse' | 'lose' | 'hang';
  readonly code: 'network' | 'region_blocked' | 'rate_limited' | 'opted_out';
  readonly ms: number;
  /** Whether the sender observes the signal. */
  readonly listens: boolean;
}

const fate: fc.Arbitrary<Fate> = fc.record({
  end: fc.constantFrom('accept', 'refuse', 'lose', 'hang'),
  code: fc.constantFrom('network', 'region_blocked', 'rate_limited', 'opted_out'),
  ms: fc.integer({ min: 0, max: 4 }),
  listens: fc.boolean(),
});

/** A world that remembers which sender accepted which message, and when each was asked. */
function world() {
  const accepted = new Map<string, number>();
  const askedAfterCancel: string[] = [];
  const sender = (id: string, fates: readonly Fate[]): Sender => {
    let turn = 0;
    return {
      id,
      send: async ({ reference = '' }: Message, options): Promise<Receipt> => {
        const { end, code, ms, listens } = fates[turn % fates.length] as Fate;
        turn += 1;
        if (options?.signal?.aborted === true) askedAfterCancel.push(reference);
        await delay(ms);
        const fail = (failure: ConnectorError['code'], outcome: 'rejected' | 'unknown'): never => {
          throw new ConnectorError({ code: failure as 'network', outcome, provider: { id } });
        };
        if (listens && options?.signal?.aborted === true) return fail('aborted', 'rejected');
        if (end === 'refuse') return fail(code, 'rejected');
        if (end === 'hang') return new Promise(() => {});
        accepted.set(reference, (accepted.get(reference) ?? 0) + 1);
        if (end === 'lose') return fail('network', 'unknown');
        return { messageId: reference, status: 'sent', provider: { id } };
      },
    };
  };
  return { accepted, askedAfterCancel, sender };
}

const many = { messages: 1000, seconds: 60 };
const wraps: readonly ((sender: Sender) => Sender)[] = [
  (sender) => sender,
  (sender) => guard(sender, { perRecipient: many, overall: many }),
  (sender) => route({ FR: sender }),
  (sender) => observe(sender, () => undefined),
  (sender) => opentelemetry(sender),
];

/** How often a message may have been accepted, by what its sender was told. */
const possibleTimes: Readonly<Record<string, readonly number[]>> = {
  accepted: [1],
  rejected: [0],
  unknown: [0, 1],
};

test('whenever messages are canceled, each is sent at most once and its end is true', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fate, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 4 }),
      fc.array(fc.option(fc.integer({ min: 0, max: 8 })), { minLength: 1, maxLength: 20 }),
      fc.array(fc.nat({ max: wraps.length - 1 }), { minLength: 3, maxLength: 3 }),
      async (fatesOf, cancelsAfter, [outer = 0, inner = 0, below = 0]) => {
        const { accepted, askedAfterCancel, sender } = world();
        const circuits = new Circuits({ failures: 2, pauseMs: 1, maxPauseMs: 3 });
        const settings = { circuits, timeoutMs: 20 };
        const senders = fatesOf.map((fates, index) => sender(`p${index}`, fates));
        const [first, ...others] = senders.map((one) => (wraps[below] ?? ((same) => same))(one));
        const nested = failover([first as Sender, ...others], settings);
        const sms =
          wraps[outer]?.(failover([wraps[inner]?.(nested) ?? nested], settings)) ?? nested;
        const ends = await Promise.all(
          cancelsAfter.map(async (ms, index) => {
            const controller = new AbortController();
            if (ms === 0) controller.abort();
            else if (ms !== null) setTimeout(() => controller.abort(), ms);
            const reference = `m${index}`;
            const { signal } = controller;
            return sms.send({ ...message, reference }, { signal }).then(
              () => ({ reference, outcome: 'accepted' }),
              (error: ConnectorError) => ({ reference, outcome: error.outcome }),
            );
          }),
        );
        // What a sender that was given up does later counts too.
        await delay(10);
        for (const { reference, outcome } of ends) {
          expect(possibleTimes[outcome]).toContain(accepted.get(reference) ?? 0);
        }
        expect(askedAfterCancel).toEqual([]);
      },
    ),
    { numRuns: runs },
  );
}, 60_000);
