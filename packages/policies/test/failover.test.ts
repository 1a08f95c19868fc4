import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectorError, type Receipt, type Sender } from '@sms-connectors/core';
import { twilio } from '@sms-connectors/twilio';
import { describe, expect, test, vi } from 'vitest';
import {
  Circuits,
  failover,
  guard,
  named,
  observe,
  type PolicyEvent,
  route,
} from '../src/index.ts';
import { message, templates } from './support/message.ts';
import { faults, type Provider, startProvider } from './support/providers.ts';

const accepted = (provider: Provider): number => provider.emulator.messages.length;
const asked = (provider: Provider): number => provider.emulator.requests.length;
const own = (): { readonly circuits: Circuits } => ({ circuits: new Circuits() });

/** A connector for an address on which nobody listens. */
async function unreachable(): Promise<Sender> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return connectorAt(`http://127.0.0.1:${port}`);
}

function connectorAt(baseUrl: string): Sender {
  const credentials = {
    accountSID: `AC${'0'.repeat(32)}`,
    authToken: '0'.repeat(32),
    fromMessagingServiceSID: `MG${'0'.repeat(32)}`,
  };
  return twilio({ ...credentials, templates }, { baseUrl });
}

describe('the order', () => {
  test('sends with the first provider', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const receipt = await failover([a.sender, b.sender], own()).send(message);
    expect(receipt.attempts).toEqual([
      { sender: 'twilio', outcome: 'accepted', durationMs: expect.any(Number) },
    ]);
    expect([accepted(a), asked(b)]).toEqual([1, 0]);
  });

  test.each(['region_blocked', 'sender_invalid', 'unauthorized', 'rate_limited'] as const)(
    'tries the next provider after %s',
    async (code) => {
      await using a = await startProvider();
      await using b = await startProvider();
      a.emulator.fail(faults[code]);
      const sms = failover([named('a', a.sender), named('b', b.sender)], own());
      const receipt = await sms.send(message);
      expect(receipt.attempts).toMatchObject([
        { sender: 'a', outcome: 'rejected', code },
        { sender: 'b', outcome: 'accepted' },
      ]);
      expect([asked(a), accepted(b)]).toEqual([1, 1]);
    },
  );

  test.each(['invalid_recipient', 'opted_out', 'fraud_blocked'] as const)(
    'stops after %s, which no provider can help',
    async (code) => {
      await using a = await startProvider();
      await using b = await startProvider();
      a.emulator.fail(faults[code]);
      await expect(failover([a.sender, b.sender], own()).send(message)).rejects.toMatchObject({
        code,
        outcome: 'rejected',
        attempts: [{ sender: 'twilio', outcome: 'rejected', code }],
      });
      expect(asked(b)).toBe(0);
    },
  );

  test('stops if the message may have been sent, unless the caller wants the next', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail(faults.reset, 2);
    await expect(failover([a.sender, b.sender], own()).send(message)).rejects.toMatchObject({
      outcome: 'unknown',
    });
    expect(asked(b)).toBe(0);
    const insistent = failover([a.sender, b.sender], { ...own(), afterUnknown: 'next' });
    await expect(insistent.send(message)).resolves.toMatchObject({
      attempts: [{ outcome: 'unknown' }, { outcome: 'accepted' }],
    });
    expect(accepted(b)).toBe(1);
  });

  test('says that the message may have been sent, whatever the last provider says', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail(faults.reset);
    b.emulator.fail(faults.opted_out);
    const sms = failover([a.sender, b.sender], { ...own(), afterUnknown: 'next' });
    await expect(sms.send(message)).rejects.toMatchObject({
      code: 'opted_out',
      outcome: 'unknown',
      retryable: false,
    });
  });

  test('ends with the failure after which the message may succeed soonest', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail(faults.region_blocked);
    b.emulator.fail({ kind: 'rate-limit', retryAfter: '7' });
    const sms = failover([named('a', a.sender), named('b', b.sender)], own());
    await expect(sms.send(message)).rejects.toMatchObject({
      code: 'rate_limited',
      retryable: true,
      retryAfterMs: 7000,
      message: expect.stringContaining('Tried: a (region_blocked), b (rate_limited).'),
    });
  });
});

describe('a sender to avoid', () => {
  test.each([
    [['a'], ['b']],
    [['b'], ['a']],
    [['c'], ['a']],
    [['a', 'b'], ['a']],
    [[], ['a']],
    [undefined, ['a']],
    ['a' as unknown as [], ['a']],
  ])('among %j lets %j send', async (avoid, wanted) => {
    await using a = await startProvider();
    await using b = await startProvider();
    const sms = failover([named('a', a.sender), named('b', b.sender)], own());
    const { attempts } = await sms.send(message, { avoid });
    expect(attempts?.map(({ sender }) => sender)).toEqual(wanted);
  });

  test('is tried if the others fail', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    b.emulator.fail(faults.unauthorized);
    const sms = failover([named('a', a.sender), named('b', b.sender)], own());
    const { attempts } = await route({ default: sms }).send(message, { avoid: ['a'] });
    expect(attempts?.map(({ sender }) => sender)).toEqual(['b', 'a']);
  });
});

describe('the circuit', () => {
  test('stays closed after a thousand bad numbers', async () => {
    await using a = await startProvider();
    const circuits = new Circuits();
    const sms = failover([a.sender], { circuits });
    a.emulator.fail(faults.invalid_recipient, Number.POSITIVE_INFINITY);
    const sends = Array.from({ length: 1000 }, () => sms.send(message).catch(() => undefined));
    await Promise.all(sends);
    expect(asked(a)).toBe(1000);
    expect(circuits.state(a.sender)).toBe('closed');
  });

  test('stays closed if a trial account may not send to a number', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits();
    a.emulator.fail(faults.trial_account, Number.POSITIVE_INFINITY);
    const receipt = await failover([a.sender, b.sender], { circuits }).send(message);
    expect(receipt.attempts).toHaveLength(2);
    expect(circuits.state(a.sender)).toBe('closed');
  });

  test('skips a provider that refuses connections until its trial', async () => {
    const down = await unreachable();
    await using b = await startProvider();
    const circuits = new Circuits({ pauseMs: 300 });
    const events: PolicyEvent[] = [];
    const sms = observe(failover([named('down', down), b.sender], { circuits }), (event) =>
      events.push(event),
    );
    const first = await sms.send(message);
    expect(first.attempts).toMatchObject([
      { sender: 'down', outcome: 'rejected', code: 'network' },
      { outcome: 'accepted' },
    ]);
    const second = await sms.send(message);
    expect(second.attempts).toMatchObject([{ outcome: 'accepted' }]);
    await delay(350);
    const third = await sms.send(message);
    expect(third.attempts).toMatchObject([{ sender: 'down' }, { outcome: 'accepted' }]);
    const decisions = events.filter(({ type }) => /circuit|skipped/.test(type));
    expect(decisions).toEqual([
      {
        type: 'circuit_opened',
        policy: 'failover',
        sender: 'down',
        code: 'network',
        pauseMs: 300,
      },
      { type: 'sender_skipped', policy: 'failover', sender: 'down' },
      { type: 'circuit_trial', policy: 'failover', sender: 'down' },
      {
        type: 'circuit_opened',
        policy: 'failover',
        sender: 'down',
        code: 'network',
        pauseMs: 600,
      },
    ]);
  });

  test('opens after three failures in a row of a provider that answers', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits();
    const sms = failover([a.sender, b.sender], { circuits });
    a.emulator.fail(faults.provider_unavailable, 2);
    await sms.send(message);
    await sms.send(message);
    await sms.send(message);
    expect(circuits.state(a.sender)).toBe('closed');
    a.emulator.fail(faults.provider_unavailable, 3);
    for (let sent = 0; sent < 4; sent += 1) await sms.send(message);
    expect(circuits.state(a.sender)).toBe('open');
    expect(asked(a)).toBe(6);
  });

  test('notices recovery by one trial while other messages go on', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits({ failures: 1, pauseMs: 50 });
    const sms = failover([named('a', a.sender), named('b', b.sender)], { circuits });
    a.emulator.fail(faults.provider_unavailable);
    await sms.send(message);
    await delay(80);
    a.emulator.fail({ kind: 'slow', ms: 300 });
    const trial = sms.send(message);
    const others = await Promise.all(Array.from({ length: 20 }, () => sms.send(message)));
    // Nobody waited for the trial, and nobody else took part in it.
    expect(asked(a)).toBe(2);
    expect(others.map(({ attempts }) => attempts?.[0]?.sender)).toEqual(Array(20).fill('b'));
    await expect(trial).resolves.toMatchObject({ attempts: [{ sender: 'a' }] });
    await expect(sms.send(message)).resolves.toMatchObject({ attempts: [{ sender: 'a' }] });
  });

  test('does not close because a trial was canceled', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits({ failures: 1, pauseMs: 50 });
    const first = named('a', a.sender);
    const sms = failover([first, b.sender], { circuits });
    a.emulator.fail(faults.provider_unavailable);
    await sms.send(message);
    await delay(80);
    a.emulator.fail({ kind: 'hang' });
    await sms.send(message, { signal: AbortSignal.timeout(100) }).catch(() => undefined);
    expect(circuits.state(first)).toBe('open');
  });

  test('is not shared by two accounts of one provider', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits({ failures: 1 });
    const sms = failover([a.sender, b.sender], { circuits });
    a.emulator.fail(faults.unauthorized);
    await sms.send(message);
    expect([circuits.state(a.sender), circuits.state(b.sender)]).toEqual(['open', 'closed']);
  });

  test('is shared by failovers with the same circuits', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits();
    a.emulator.fail(faults.unauthorized);
    await failover([a.sender, b.sender], { circuits }).send(message);
    await failover([a.sender, b.sender], { circuits }).send(message);
    expect(asked(a)).toBe(1);
  });

  test('pauses as long as the provider asks', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits({ pauseMs: 1 });
    a.emulator.fail({ kind: 'rate-limit', retryAfter: '1' });
    const sms = failover([a.sender, b.sender], { circuits });
    await sms.send(message);
    await delay(100);
    await sms.send(message);
    expect(asked(a)).toBe(1);
    await delay(1000);
    await sms.send(message);
    expect(asked(a)).toBe(2);
  });

  test('is ignored for the first provider if all circuits are open', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail(faults.unauthorized);
    b.emulator.fail(faults.unauthorized);
    const sms = failover([a.sender, b.sender], own());
    await sms.send(message).catch(() => undefined);
    await expect(sms.send(message)).resolves.toMatchObject({ attempts: [{ outcome: 'accepted' }] });
    expect([accepted(a), asked(b)]).toEqual([1, 1]);
  });
});

describe('a hundred messages at once while a provider dies', () => {
  test('are each accounted for once', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const sms = failover([named('a', a.sender), named('b', b.sender)], own());
    a.emulator.fail({ kind: 'slow', ms: 20 }, 30);
    const ends = Array.from({ length: 100 }, (_, index) =>
      sms.send({ ...message, reference: `m${index}` }).then(
        (receipt): Receipt | undefined => receipt,
        (): undefined => undefined,
      ),
    );
    await expect.poll(() => accepted(a), { interval: 2 }).toBeGreaterThan(0);
    await a.emulator.close();
    const receipts = (await Promise.all(ends)).filter((receipt) => receipt !== undefined);
    const ids = receipts.map(({ messageId }) => messageId);
    const received = [...a.emulator.messages, ...b.emulator.messages];
    const receivedIds = received.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(receivedIds.filter((each) => each === id)).toHaveLength(1);
    const unknown = 100 - receipts.length;
    // What the first provider accepted without a receipt is reported as unknown, and not sent again.
    expect(received.length - receipts.length).toBeLessThanOrEqual(unknown);
    expect(receipts.length).toBeGreaterThan(0);
  });
});

describe('the deadline and the signal', () => {
  test('hold for all attempts together', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail({ kind: 'hang' });
    b.emulator.fail({ kind: 'hang' });
    const settings = { ...own(), timeoutMs: 400, afterUnknown: 'next' } as const;
    const startedAt = performance.now();
    await expect(failover([a.sender, b.sender], settings).send(message)).rejects.toMatchObject({
      code: 'timeout',
      outcome: 'unknown',
      attempts: [{ outcome: 'unknown' }, { outcome: 'unknown' }],
    });
    expect(performance.now() - startedAt).toBeLessThan(4000);
  });

  test('a provider that does not accept the connection costs the connect deadline once', async () => {
    // Accepts TCP and never answers to TLS, so that no connection stands.
    const sockets = new Set<Socket>();
    const silent = createSocketServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const stalled = connectorAt(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await using b = await startProvider();
    const sms = failover([stalled, b.sender], { ...own(), connectTimeoutMs: 200 });
    const first = await sms.send(message);
    expect(first.attempts).toMatchObject([
      { outcome: 'rejected', code: 'timeout' },
      { outcome: 'accepted' },
    ]);
    expect(first.attempts?.[0]?.durationMs).toBeLessThan(1000);
    const others = await Promise.all(Array.from({ length: 20 }, () => sms.send(message)));
    for (const { attempts } of others) expect(attempts).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('hold for a sender that keeps neither', async () => {
    const deaf = { id: 'deaf', send: () => new Promise<never>(() => {}) };
    const startedAt = performance.now();
    const told: string[] = [];
    const sms = failover([deaf], { ...own(), timeoutMs: 200 });
    const sending = sms.send(message, { onEvent: ({ type }) => told.push(type) });
    await expect(sending).rejects.toMatchObject({ code: 'timeout', outcome: 'unknown' });
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(told).toEqual(['attempt_started', 'attempt_ended']);
    const canceledAt = performance.now() + 50;
    const canceled = sms.send(message, { signal: AbortSignal.timeout(50) });
    await expect(canceled).rejects.toMatchObject({ code: 'aborted', outcome: 'unknown' });
    expect(performance.now() - canceledAt).toBeLessThan(2000);
  });

  test('a provider that is skipped takes no time from the others', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const circuits = new Circuits();
    const settings = { circuits, timeoutMs: 1000, afterUnknown: 'next' } as const;
    b.emulator.fail(faults.unauthorized);
    await expect(failover([b.sender], settings).send(message)).rejects.toMatchObject({
      code: 'unauthorized',
    });
    a.emulator.fail({ kind: 'slow', ms: 700 });
    await expect(failover([a.sender, b.sender], settings).send(message)).resolves.toMatchObject({
      attempts: [{ outcome: 'accepted' }],
    });
  });

  test('a message that was canceled between two senders goes to none', async () => {
    const controller = new AbortController();
    const refusing: Sender = {
      id: 'refusing',
      send: () => {
        controller.abort();
        return Promise.reject(
          new ConnectorError({
            code: 'region_blocked',
            outcome: 'rejected',
            provider: { id: 'refusing' },
          }),
        );
      },
    };
    let askedDeaf = 0;
    // Takes no notice of a signal.
    const deaf: Sender = {
      id: 'deaf',
      send: async () => {
        askedDeaf += 1;
        return { messageId: '1', status: 'sent', provider: { id: 'deaf' } };
      },
    };
    const { signal } = controller;
    await expect(failover([refusing, deaf], own()).send(message, { signal })).rejects.toMatchObject(
      { code: 'aborted', outcome: 'rejected', attempts: [{ sender: 'refusing' }] },
    );
    await expect(failover([deaf], own()).send(message, { signal })).rejects.toMatchObject({
      code: 'aborted',
      outcome: 'rejected',
      attempts: [],
    });
    expect(askedDeaf).toBe(0);
  });

  test('a deadline under the connect deadline leaves time for the next provider', async () => {
    const sockets = new Set<Socket>();
    const silent = createSocketServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const stalled = connectorAt(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`);
    await using b = await startProvider();
    const sms = failover([stalled, b.sender], { ...own(), timeoutMs: 1000 });
    const { attempts } = await sms.send(message);
    expect(attempts).toMatchObject([
      { code: 'timeout', outcome: 'rejected' },
      { outcome: 'accepted' },
    ]);
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('a canceled send ends at once and does not reach the next provider', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail({ kind: 'hang' }, Number.POSITIVE_INFINITY);
    const sms = failover([a.sender, b.sender], { ...own(), afterUnknown: 'next' });
    // Another process may hold the machine for a moment, so the shortest of a few counts.
    let shortestMs = Number.POSITIVE_INFINITY;
    for (let tries = 1; tries <= 5; tries += 1) {
      const controller = new AbortController();
      const sent = sms.send(message, { signal: controller.signal });
      const ended = sent.catch((error: unknown) => ({ error, at: performance.now() }));
      await expect.poll(() => asked(a)).toBe(tries);
      const abortedAt = performance.now();
      controller.abort();
      expect(await ended).toMatchObject({ error: { code: 'aborted', outcome: 'unknown' } });
      shortestMs = Math.min(shortestMs, ((await ended) as { at: number }).at - abortedAt);
    }
    expect(shortestMs).toBeLessThan(50);
    expect(asked(b)).toBe(0);
  });
});

test('runs where timers are numbers, as on Deno and edge runtimes', async () => {
  const { setTimeout: timer } = globalThis;
  const numbered = (work: () => void, ms?: number): number => Number(timer(work, ms));
  vi.stubGlobal('setTimeout', numbered);
  try {
    await using a = await startProvider();
    const sms = failover([a.sender], { ...own(), timeoutMs: 400 });
    expect(await sms.send(message)).toMatchObject({ provider: { id: 'twilio' } });
  } finally {
    vi.unstubAllGlobals();
  }
});

describe('wrong settings', () => {
  test('name the setting', () => {
    expect(() => failover([])).toThrow(/senders: Must not be empty/);
    expect(() => failover([twilio as unknown as Sender])).toThrow(/senders\.0: Must be a sender/);
    const senders = [{ id: 'a', send: () => Promise.reject(new Error('never')) }];
    const wrong = { afterUnknown: 'retry' } as unknown as { afterUnknown: 'next' };
    expect(() => failover(senders, wrong)).toThrow(/afterUnknown: Must be one of stop, next/);
    expect(() => new Circuits({ pauseMs: -1 })).toThrow(/pauseMs: Must be at least 1/);
  });

  test('refusals of policies below leave no trace of attempts', async () => {
    await using a = await startProvider();
    const limited = guard(a.sender, { countries: ['BR'] });
    const sms = failover([limited, named('other', limited)], own());
    await expect(sms.send(message)).rejects.toMatchObject({
      message: 'guard: FR is not among the allowed countries.',
      attempts: [],
    });
  });

  test('a deadline that is none is refused before anything is sent', async () => {
    await using a = await startProvider();
    for (const timeoutMs of [-1, 0, Number.NaN, 2 ** 31, Number.POSITIVE_INFINITY]) {
      const sending = failover([a.sender], own()).send(message, { timeoutMs });
      await expect(sending).rejects.toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
    }
    expect(asked(a)).toBe(0);
  });
});
