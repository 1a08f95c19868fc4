import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ConnectorError, type Receipt, type Sender } from '@sms-connectors/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Circuits, failover, named, observe, type PolicyEvent } from '../src/index.ts';
import { message } from './support/message.ts';
import { faults, startProvider } from './support/providers.ts';

afterEach(() => void vi.useRealTimers());

const receipt: Receipt = { messageId: '1', status: 'queued', provider: { id: 'a' } };
const failure = (
  code: ConnectorError['code'],
  facts: { readonly outcome?: 'unknown' | 'rejected'; readonly retryAfterMs?: number } = {},
): ConnectorError =>
  new ConnectorError({
    code: code as 'network',
    outcome: 'rejected',
    provider: { id: 'a', httpStatus: 400 },
    ...facts,
  });

/** A sender whose sends end when a test says so. */
function held() {
  const ends: { readonly accept: () => void; readonly fail: (error: Error) => void }[] = [];
  const sender: Sender = {
    id: 'held',
    send: () =>
      new Promise((resolve, reject) => {
        ends.push({ accept: () => resolve(receipt), fail: reject });
      }),
  };
  return { sender, ends };
}
const spare = (): Sender => ({ id: 'spare', send: async () => receipt });
const senderOf = (attempts: Receipt['attempts']): string | undefined => attempts?.at(-1)?.sender;

describe('what began before the circuit changed', () => {
  test('does not open it again after a trial has shown that the provider works', async () => {
    const { sender, ends } = held();
    const circuits = new Circuits({ failures: 1, pauseMs: 20 });
    const sms = failover([sender, spare()], { circuits });
    const late = sms.send(message).catch(() => undefined);
    const first = sms.send(message);
    ends[1]?.fail(failure('network'));
    await first;
    expect(circuits.state(sender)).toBe('open');
    await delay(30);
    const trial = sms.send(message);
    ends[2]?.accept();
    await trial;
    expect(circuits.state(sender)).toBe('closed');
    ends[0]?.fail(failure('network'));
    await late;
    expect(circuits.state(sender)).toBe('closed');
  });

  test('does not end a trial', async () => {
    const { sender, ends } = held();
    const circuits = new Circuits({ failures: 1, pauseMs: 20 });
    const sms = failover([sender, spare()], { circuits });
    const late = sms.send(message).catch(() => undefined);
    const first = sms.send(message);
    ends[1]?.fail(failure('network'));
    await first;
    await delay(30);
    const trial = sms.send(message);
    ends[0]?.fail(failure('network'));
    await late;
    expect(circuits.state(sender)).toBe('trial');
    ends[2]?.accept();
    await trial;
    expect(circuits.state(sender)).toBe('closed');
  });
});

describe('failures in a row', () => {
  const slow = failure('timeout', { outcome: 'unknown' });

  test.each([
    [
      'a message that the caller canceled',
      new ConnectorError({ code: 'aborted', outcome: 'unknown', provider: { id: 'a' } }),
    ],
    [
      'a message that never reached the provider',
      new ConnectorError({
        code: 'template_not_found',
        outcome: 'rejected',
        provider: { id: 'a' },
      }),
    ],
  ])('are not interrupted by %s', async (_, between) => {
    const fates = [slow, slow, between, slow];
    const sender: Sender = { id: 'a', send: () => Promise.reject(fates.shift() ?? slow) };
    const circuits = new Circuits();
    const sms = failover([sender], { circuits });
    for (let sent = 0; sent < 4; sent += 1) await sms.send(message).catch(() => undefined);
    expect(circuits.state(sender)).toBe('open');
  });

  test.each([
    ['an accepted message', undefined],
    ['a number that the provider refuses', failure('invalid_recipient')],
  ])('are interrupted by %s', async (_, between) => {
    const fates = [slow, slow, between, slow];
    const sender: Sender = {
      id: 'a',
      send: async () => {
        const fate = fates.shift();
        if (fate !== undefined) throw fate;
        return receipt;
      },
    };
    const circuits = new Circuits();
    const sms = failover([sender], { circuits });
    for (let sent = 0; sent < 4; sent += 1) await sms.send(message).catch(() => undefined);
    expect(circuits.state(sender)).toBe('closed');
  });
});

describe('a trial', () => {
  test('that never ends is given up at the deadline, and another one follows', async () => {
    let isDown = true;
    const sender: Sender = {
      id: 'a',
      send: () => (isDown ? Promise.reject(failure('network')) : new Promise(() => {})),
    };
    const circuits = new Circuits({ pauseMs: 20 });
    const sms = failover([sender, spare()], { circuits, timeoutMs: 100 });
    await sms.send(message);
    isDown = false;
    await delay(30);
    await expect(sms.send(message)).rejects.toMatchObject({ code: 'timeout', outcome: 'unknown' });
    expect(circuits.state(sender)).toBe('open');
    await delay(60);
    const another = sms.send(message).catch(() => undefined);
    expect(circuits.state(sender)).toBe('trial');
    await another;
  });

  test('of a message that never reached the provider leaves the next message to try it', async () => {
    await using a = await startProvider();
    const first = named('a', a.sender);
    const circuits = new Circuits({ failures: 1, pauseMs: 50, maxPauseMs: 60_000 });
    const sms = failover([first, spare()], { circuits });
    a.emulator.fail(faults.provider_unavailable);
    await sms.send(message);
    await delay(60);
    await sms.send({ ...message, to: '+1' }).catch(() => undefined);
    expect(circuits.state(first)).toBe('open');
    const { attempts } = await sms.send(message);
    expect(senderOf(attempts)).toBe('a');
  });
});

describe('the pause', () => {
  test.each([3_600_000, -3_600_000])('does not change if the clock is set by %i ms', async (ms) => {
    vi.useFakeTimers({ toFake: ['Date'] });
    let isDown = true;
    const sender: Sender = {
      id: 'a',
      send: async () => {
        if (isDown) throw failure('network');
        return receipt;
      },
    };
    const circuits = new Circuits({ pauseMs: 60 });
    const sms = failover([sender, spare()], { circuits });
    await sms.send(message);
    isDown = false;
    vi.setSystemTime(Date.now() + ms);
    expect(senderOf((await sms.send(message)).attempts)).toBe('spare');
    await delay(70);
    expect(senderOf((await sms.send(message)).attempts)).toBe('a');
  });

  test.each([
    [Number.NaN, 20],
    [-5, 20],
    [Number.POSITIVE_INFINITY, 86_400_000],
    [30 * 86_400_000, 86_400_000],
    [0, 0],
    [7000, 7000],
  ])('after a provider asked for %d ms is %d ms', async (retryAfterMs, pauseMs) => {
    const events: PolicyEvent[] = [];
    const sender: Sender = {
      id: 'a',
      send: () => Promise.reject(failure('rate_limited', { retryAfterMs })),
    };
    const circuits = new Circuits({ pauseMs: 20 });
    await observe(failover([sender, spare()], { circuits }), (event) => events.push(event)).send(
      message,
    );
    expect(events.filter(({ type }) => type === 'circuit_opened')).toMatchObject([{ pauseMs }]);
  });
});

test('what changes in a circuit is told to the message that changed it', async () => {
  const { sender, ends } = held();
  const circuits = new Circuits({ pauseMs: 20 });
  const sms = failover([sender, spare()], { circuits });
  const heard: Record<string, string[]> = { first: [], second: [] };
  const sends = Object.values(heard).map((types) =>
    sms.send(message, { onEvent: ({ type }) => types.push(type) }),
  );
  ends[1]?.fail(failure('network'));
  ends[0]?.fail(failure('network'));
  await Promise.all(sends);
  expect(heard['second']).toContain('circuit_opened');
  expect(heard['first']).not.toContain('circuit_opened');
});

test('a circuit does not keep its sender in memory', async () => {
  const circuits = new Circuits();
  const use = async (): Promise<WeakRef<Sender>> => {
    const sender = spare();
    await failover([sender], { circuits }).send(message);
    return new WeakRef(sender);
  };
  const used = await use();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  await expect
    .poll(() => {
      collect();
      return used.deref() === undefined;
    })
    .toBe(true);
});
