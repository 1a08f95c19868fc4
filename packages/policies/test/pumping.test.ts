import { mock } from '@sms-connectors/mock';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Guard, guard, observe, type PolicyEvent } from '../src/index.ts';
import { message, templates } from './support/message.ts';

// Only the clock is replaced: a simulation of hours must not take hours.
beforeEach(
  () =>
    void vi.useFakeTimers({
      toFake: ['Date', 'performance'],
      now: new Date('2026-01-01T00:00:00Z'),
    }),
);
afterEach(() => void vi.useRealTimers());

interface Traffic {
  readonly prefix: string;
  readonly perMinute: number;
  readonly conversionRate: number;
}

/** A reproducible source of chance. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    // https://en.wikipedia.org/wiki/Linear_congruential_generator (the parameters of Numerical Recipes)
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Sends traffic for some minutes; codes are used twenty seconds after they were sent. */
async function simulate(
  sms: Guard,
  traffic: readonly Traffic[],
  minutes: number,
  seed = 1,
  onEvent: (event: PolicyEvent) => void = () => {},
): Promise<{ readonly sent: Map<string, number>; readonly refused: Map<string, number> }> {
  const chance = dice(seed);
  const sent = new Map<string, number>();
  const refused = new Map<string, number>();
  const watched = observe(sms, onEvent);
  let due: { at: number; to: string }[] = [];
  for (let second = 0; second < minutes * 60; second += 10) {
    vi.advanceTimersByTime(10_000);
    const used = due.filter(({ at }) => at <= Date.now());
    due = due.filter(({ at }) => at > Date.now());
    for (const { to } of used) await sms.recordConversion(to);
    for (const { prefix, perMinute, conversionRate } of traffic) {
      const messages = Math.floor(perMinute / 6 + chance());
      for (let index = 0; index < messages; index += 1) {
        const to = prefix + String(Math.floor(chance() * 1e5)).padStart(5, '0');
        const counted = await watched.send({ ...message, to }).then(
          () => sent,
          () => refused,
        );
        counted.set(prefix, (counted.get(prefix) ?? 0) + 1);
        if (counted === sent && chance() < conversionRate) {
          due.push({ at: Date.now() + 20_000, to });
        }
      }
    }
  }
  return { sent, refused };
}

const people: Traffic = { prefix: '+336123', perMinute: 60, conversionRate: 0.7 };
const attack: Traffic = { prefix: '+2217712', perMinute: 60, conversionRate: 0 };
const pumping = {};

describe('pumping', () => {
  test('is stopped within minutes, with one event, and people go on', async () => {
    const events: PolicyEvent[] = [];
    const sms = guard(mock({ templates }), { pumping });
    const { sent, refused } = await simulate(sms, [people, attack], 30, 1, (event) =>
      events.push(event),
    );
    expect(refused.get(people.prefix)).toBeUndefined();
    // Fifty messages must have had their two minutes.
    expect(sent.get(attack.prefix)).toBeLessThan(250);
    expect(refused.get(attack.prefix)).toBeGreaterThan(1500);
    const blocked = events.filter(({ type }) => type === 'prefix_blocked');
    expect(blocked).toEqual([
      {
        type: 'prefix_blocked',
        policy: 'guard',
        prefix: '+221771',
        messages: expect.any(Number),
        conversions: 0,
      },
    ]);
  });

  test('hits no honest prefix in two hundred simulated hours of bad, honest traffic', async () => {
    let wronglyRefused = 0;
    let honest = 0;
    for (let run = 1; run <= 100; run += 1) {
      const sms = guard(mock({ templates }), { pumping });
      // Three in ten codes are used: far fewer than usual.
      const poor = { prefix: '+336123', perMinute: 6, conversionRate: 0.3 };
      const { sent, refused } = await simulate(sms, [poor], 120, run);
      honest += sent.get(poor.prefix) ?? 0;
      wronglyRefused += refused.get(poor.prefix) ?? 0;
    }
    expect(honest).toBeGreaterThan(50_000);
    expect(wronglyRefused).toBe(0);
  });

  test('blocks nothing if the application never records a used code', async () => {
    const sms = guard(mock({ templates }), { pumping });
    const { refused } = await simulate(sms, [attack], 20);
    expect(refused.size).toBe(0);
  });

  test('ends a block after the time that the settings say', async () => {
    const settings = { seconds: 600, settleSeconds: 60, blockSeconds: 1200 };
    const sms = guard(mock({ templates }), { pumping: settings });
    const { refused } = await simulate(sms, [people, attack], 10);
    expect(refused.get(attack.prefix)).toBeGreaterThan(0);
    const honest = { ...attack, conversionRate: 0.7 };
    const during = await simulate(sms, [honest], 5);
    expect(during.sent.get(attack.prefix)).toBeUndefined();
    vi.advanceTimersByTime(1_200_000);
    const after = await simulate(sms, [people, honest], 10);
    expect(after.refused.get(attack.prefix)).toBeUndefined();
  });

  test('settings that would never count a message are refused', () => {
    const settings = { seconds: 60, settleSeconds: 120 };
    expect(() => guard(mock({ templates }), { pumping: settings })).toThrow(
      /pumping.settleSeconds: Must be at most seconds/,
    );
  });
});
