import { setTimeout as delay } from 'node:timers/promises';
import { trySend } from '@sms-connectors/core';
import { afterEach, expect, test, vi } from 'vitest';

const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '904172' } } as const;
const receipt = { messageId: 'M1', status: 'queued', provider: { id: 'scripted' } };
const mute = { id: 'mute', send: () => new Promise<never>(() => undefined) };

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  [200, 450],
  [undefined, 30_250],
  [Number.NaN, 30_250],
])('with the deadline %s, a sender that never ends is waited for %i ms', async (timeoutMs, ms) => {
  vi.useFakeTimers();
  const result = trySend(mute, message, { timeoutMs });
  await vi.advanceTimersByTimeAsync(ms - 1);
  expect(await Promise.race([result, Promise.resolve('still waiting')])).toBe('still waiting');
  await vi.advanceTimersByTimeAsync(1);
  expect(await result).toMatchObject({
    ok: false,
    error: { code: 'timeout', outcome: 'unknown', provider: { id: 'mute' } },
  });
  expect(JSON.stringify(await result)).not.toMatch(/612345678|904172/);
});

test('a deadline as long as a timer can be is kept', async () => {
  const slow = { id: 'slow', send: () => delay(20, receipt) };
  expect(await trySend(slow, message, { timeoutMs: 2 ** 31 - 1 })).toEqual({ ok: true, receipt });
});

test('nothing is left to wait for after an answer', async () => {
  vi.useFakeTimers();
  await trySend({ id: 'quick', send: async () => receipt }, message);
  expect(vi.getTimerCount()).toBe(0);
});

test('what a sender does after it was given up harms nobody', async () => {
  const late = {
    id: 'late',
    send: async () => {
      await delay(300);
      throw new Error('hunter2');
    },
  };
  expect(await trySend(late, message, { timeoutMs: 1 })).toMatchObject({
    error: { code: 'timeout', outcome: 'unknown' },
  });
  await delay(100);
});
