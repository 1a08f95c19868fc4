import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { Circuits, failover, named } from '../src/index.ts';
import { message } from './support/message.ts';
import { faults, type Provider, startProvider } from './support/providers.ts';

const mostProviders = 5;
const providers: Provider[] = [];

beforeAll(async () => {
  for (let started = 0; started < mostProviders; started += 1) {
    providers.push(await startProvider());
  }
});
afterAll(async () => {
  await Promise.all(providers.map((provider) => provider[Symbol.asyncDispose]()));
});

type Fate = 'accepted' | keyof typeof faults;
const fates: readonly Fate[] = ['accepted', ...(Object.keys(faults) as (keyof typeof faults)[])];
const final = new Set<string>(['invalid_recipient', 'opted_out', 'fraud_blocked']);

const scenarios = fc.array(
  fc.array(fc.constantFrom(...fates), { minLength: 2, maxLength: mostProviders }),
  {
    minLength: 1,
    maxLength: 4,
  },
);

test.each(['stop', 'next'] as const)(
  'whatever providers do, nobody receives a message twice (after unknown: %s)',
  async (afterUnknown) => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (sequence) => {
        const circuits = new Circuits({ pauseMs: 1 });
        const senders = providers.map(({ sender }, index) => named(`p${index}`, sender));
        for (const round of sequence) {
          for (const { emulator } of providers) emulator.reset();
          const used = senders.slice(0, round.length);
          for (const [index, fate] of round.entries()) {
            const emulator = providers[index]?.emulator;
            if (fate !== 'accepted') emulator?.fail(faults[fate]);
          }
          const sms = failover(used, { circuits, afterUnknown });
          const end = await sms.send(message).then(
            (receipt) => ({ attempts: receipt.attempts ?? [], outcome: 'accepted' as const }),
            (error: { attempts: readonly { code?: string }[]; outcome: string }) => error,
          );
          const received = providers.flatMap(({ emulator }) => emulator.messages).length;
          const asked = providers.flatMap(({ emulator }) => emulator.requests).length;
          // Every request is told, once.
          expect(end.attempts).toHaveLength(asked);
          expect(received).toBe(end.outcome === 'accepted' ? 1 : 0);
          const codes = end.attempts.map((attempt) => (attempt as { code?: string }).code ?? '');
          const outcomes = end.attempts.map((attempt) => (attempt as { outcome?: string }).outcome);
          // Nothing follows a recipient's no, nor, by default, a message that may have been sent.
          expect(codes.slice(0, -1).filter((code) => final.has(code))).toEqual([]);
          const mayArrive = outcomes.filter((outcome) => outcome !== 'rejected').length;
          expect(mayArrive).toBeLessThanOrEqual(afterUnknown === 'stop' ? 1 : outcomes.length);
          // An unknown outcome is never told as "nothing was sent".
          expect(end.outcome === 'rejected' && mayArrive > 0).toBe(false);
        }
      }),
      runs(60),
    );
  },
);
