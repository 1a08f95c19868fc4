import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../src/config/config-error.ts';
import { memoryAnswers } from '../src/stores/memory-answers.ts';
import { secret, startGateway, templates } from './trial.ts';

const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '904172' } };
// Numbers of the mock that fail.
const failing = {
  invalid: '+12015550101',
  limited: '+12015550111',
  unknown: '+12015550113',
  unauthorized: '+12015550108',
  network: '+12015550119',
};

describe('POST /send', () => {
  test('sends a message', async () => {
    await using gateway = await startGateway();
    expect(await gateway.ask('/send', { ...message, reference: 'order-1' })).toMatchObject({
      status: 200,
      body: {
        outcome: 'accepted',
        messageId: expect.any(String),
        segments: 1,
        attempts: [{ sender: 'mock', outcome: 'accepted' }],
      },
    });
    expect(await gateway.inbox()).toMatchObject([
      { to: message.to, text: 'Your code is 904172.', reference: 'order-1' },
    ]);
  });

  test.each([
    [failing.invalid, 422, 'invalid_recipient', false],
    [failing.limited, 429, 'rate_limited', true],
    [failing.unauthorized, 502, 'unauthorized', false],
    [failing.network, 503, 'network', true],
  ])('to %s, which fails, is a problem %i %s', async (to, status, code, retryable) => {
    await using gateway = await startGateway();
    const answer = await gateway.ask('/send', { ...message, to });
    expect(answer).toMatchObject({
      status,
      body: { status, code, retryable, title: expect.any(String) },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toBe(status === 429 ? '30' : null);
    expect(answer.text).not.toContain('904172');
    expect(answer.text).not.toContain(to.slice(1));
  });

  test('that may have been sent is no failure: sending again may send twice', async () => {
    await using gateway = await startGateway();
    expect(await gateway.ask('/send', { ...message, to: failing.unknown })).toMatchObject({
      status: 202,
      body: { outcome: 'unknown', code: 'provider_unavailable' },
    });
  });

  test.each([
    ['no JSON', '{', undefined],
    ['a list', [], ''],
    ['no number', { ...message, to: undefined }, 'to'],
    ['no usage type', { ...message, usageType: 'Login' }, 'usageType'],
    ['another member', { ...message, text: 'x' }, 'text'],
    ['a wrong time', { ...message, expiresAt: 'soon' }, undefined],
  ])('of %s is refused, and says where the problem is', async (_, body, path) => {
    await using gateway = await startGateway();
    const answer = await gateway.ask('/send', body);
    expect(answer).toMatchObject({ status: 400 });
    const { issues = [] } = answer.body as { issues?: readonly { path: string }[] };
    expect(issues[0]?.path).toBe(path);
    expect(await gateway.inbox()).toEqual([]);
  });

  test('of more than 64 KiB is refused', async () => {
    await using gateway = await startGateway();
    const body = { ...message, payload: { code: 'x'.repeat(70_000) } };
    expect(await gateway.ask('/send', body)).toMatchObject({ status: 413 });
  });
});

describe('an API key', () => {
  test.each([
    ['none', {}, 401],
    ['another', { authorization: 'Bearer sms_x' }, 401],
    ['one in another scheme', { authorization: 'Basic sms_x' }, 401],
    ['an empty one', { authorization: 'Bearer ' }, 401],
  ])('%s is refused', async (_, headers, status) => {
    await using gateway = await startGateway();
    for (const path of [
      '/send',
      '/verify/start',
      '/verify/check',
      '/verify/resend',
      '/verify/cancel',
    ]) {
      expect((await gateway.ask(path, message, { scope: 'none', headers })).status).toBe(status);
    }
    expect((await gateway.ask('/metrics', undefined, { scope: 'none', headers })).status).toBe(
      status,
    );
    expect(await gateway.inbox()).toEqual([]);
  });

  test('is good for its scopes only', async () => {
    await using gateway = await startGateway();
    expect(await gateway.ask('/send', message, { scope: 'verify' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await gateway.ask('/metrics', undefined, { scope: 'send' })).status).toBe(403);
    expect((await gateway.ask('/verify/start', {}, { scope: 'metrics' })).status).toBe(403);
  });
});

test('no key is none, whatever the config has', async () => {
  const keys = [
    { name: 'empty', sha256: createHash('sha256').digest('hex'), scopes: ['send', 'metrics'] },
  ];
  await using gateway = await startGateway({ keys });
  for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic Og==', 'bearer']) {
    const given = { scope: 'none', headers: { authorization } };
    expect((await gateway.ask('/send', message, given)).status).toBe(401);
    expect((await gateway.ask('/metrics', undefined, given)).status).toBe(401);
  }
});

describe('an Idempotency-Key', () => {
  const headers = { 'idempotency-key': 'k-1' };

  test('gives the first answer again, and sends once', async () => {
    await using gateway = await startGateway();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => gateway.ask('/send', message, { headers })),
    );
    const later = await gateway.ask('/send', message, { headers });
    for (const { status, text } of [...answers, later])
      expect([status, text]).toEqual([200, answers[0]?.text]);
    expect(await gateway.inbox()).toHaveLength(1);
  });

  test('of another request is refused', async () => {
    await using gateway = await startGateway();
    await gateway.ask('/send', message, { headers });
    const other = { ...message, to: '+33698765432' };
    expect(await gateway.ask('/send', other, { headers })).toMatchObject({
      status: 422,
      body: { code: 'key_reused' },
    });
    expect(await gateway.inbox()).toHaveLength(1);
  });

  test('keeps a rejection, and forgets one that may succeed later', async () => {
    await using gateway = await startGateway();
    const to = (number: string) =>
      gateway.ask('/send', { ...message, to: number }, { headers: { 'idempotency-key': number } });
    expect((await to(failing.invalid)).status).toBe(422);
    expect((await to(failing.unknown)).status).toBe(202);
    expect((await to(failing.unknown)).status).toBe(202);
    expect((await to(failing.network)).status).toBe(503);
    const attempts = gateway.lines.filter(({ outcome }) => outcome !== undefined);
    expect(attempts).toHaveLength(3);
    expect((await to(failing.network)).status).toBe(503);
    expect(gateway.lines.filter(({ outcome }) => outcome !== undefined)).toHaveLength(4);
  });
});

test('of as many answers as are kept, asking for the oldest one gives it', async () => {
  const store = memoryAnswers();
  const answer = { status: 200, body: {} };
  for (let count = 0; count < 100_000; count += 1) await store.begin(`${count}`, 'request');
  await store.finish('0', 'request', answer);
  expect(await store.begin('0', 'request')).toMatchObject({ isSameRequest: true, answer });
  expect(await store.begin('another', 'request')).toBeUndefined();
  expect(await store.begin('1', 'request')).toMatchObject({ isSameRequest: true });
});

describe('an Idempotency-Key of a verification', () => {
  test('keeps what was sent, and forgets what was not', async () => {
    const settings = { perRecipient: { verifications: 1, seconds: 60 }, resendAfterSeconds: 1 };
    await using gateway = await startGateway({ verify: settings });
    const start = async (to: string, key: string) =>
      gateway.ask(
        '/verify/start',
        { to, usageType: 'SignIn' },
        { headers: { 'idempotency-key': key } },
      );
    const outcomes = (): number =>
      gateway.lines.filter(({ outcome }) => outcome !== undefined).length;
    const first = await start(message.to, 'one');
    expect((await start(message.to, 'one')).text).toBe(first.text);
    expect(outcomes()).toBe(1);
    for (const [to, key] of [
      [message.to, 'two'],
      [failing.limited, 'three'],
    ] as const) {
      const before = outcomes();
      await start(to, key);
      await start(to, key);
      expect(outcomes()).toBe(before + 2);
    }
    const { id } = first.body;
    const headers = { 'idempotency-key': 'four' };
    expect((await gateway.ask('/verify/resend', { id }, { headers })).body).toMatchObject({
      status: 'too_early',
    });
    await delay(1000);
    const again = (await gateway.ask('/verify/resend', { id }, { headers })).body;
    expect(again).toMatchObject({ status: 'resent' });
    expect((await gateway.ask('/verify/resend', { id }, { headers })).body).toEqual(again);
    expect(await gateway.inbox()).toHaveLength(2);
  });
});

describe('a config that is read again', () => {
  test('forgets no verification, no limit and no request of a hook', async () => {
    const settings = { perRecipient: { verifications: 2, seconds: 60 } };
    const changes = {
      verify: settings,
      hooks: { supabase: { secret: `v1,whsec_${hookKey}` } },
      plan: {
        routes: { default: ['mock'] },
        limits: { perRecipient: [{ messages: 4, seconds: 60 }] },
      },
    };
    await using gateway = await startGateway(changes);
    const { body } = await gateway.ask('/verify/start', { to: message.to, usageType: 'SignIn' });
    const code = /\d{6}/.exec((await gateway.inbox())[0]?.text ?? '')?.[0];
    const hook = async () =>
      gateway.ask('/hooks/supabase', hookEvent, { scope: 'none', headers: signedHook(hookKey) });
    expect((await hook()).status).toBe(200);
    await gateway.reload();
    expect((await hook()).status).toBe(200);
    const { text } = await gateway.ask('/metrics', undefined, { scope: 'metrics' });
    const types = text.split('\n').filter((line) => line.startsWith('# TYPE'));
    expect(new Set(types).size).toBe(types.length);
    const start = async () => gateway.ask('/verify/start', { to: message.to, usageType: 'SignIn' });
    expect((await start()).body).toMatchObject({ status: 'started' });
    expect((await start()).body).toMatchObject({ status: 'limited' });
    const checked = await gateway.ask('/verify/check', { id: body['id'], code });
    expect(checked.body).toMatchObject({ status: 'approved' });
    // After two verifications and the message of the hook, there is room for one.
    expect((await gateway.ask('/send', message)).status).toBe(200);
    expect((await gateway.ask('/send', message)).status).toBe(429);
  });
});

describe('a verification', () => {
  test('is started, resent, checked and used once', async () => {
    await using gateway = await startGateway();
    const { body } = await gateway.ask('/verify/start', { to: message.to, usageType: 'SignIn' });
    expect(body).toMatchObject({ status: 'started', outcome: 'accepted' });
    const { id } = body;
    const code = /\d{6}/.exec((await gateway.inbox())[0]?.text ?? '')?.[0];
    expect((await gateway.ask('/verify/resend', { id })).body).toMatchObject({ status: 'resent' });
    expect((await gateway.ask('/verify/check', { id, code: 'x' })).body).toEqual({
      status: 'wrong',
      attemptsLeft: 4,
    });
    expect((await gateway.ask('/verify/check', { id, code })).body).toEqual({
      status: 'approved',
      to: message.to,
      usageType: 'SignIn',
    });
    expect((await gateway.ask('/verify/check', { id, code })).body).toEqual({ status: 'used' });
    expect((await gateway.ask('/verify/cancel', { id })).body).toEqual({ status: 'used' });
    expect(await gateway.inbox()).toHaveLength(2);
  });

  test('that is rejected or limited is a result', async () => {
    await using gateway = await startGateway({
      verify: { perRecipient: { verifications: 1, seconds: 60 } },
    });
    const start = (to: string) => gateway.ask('/verify/start', { to, usageType: 'SignIn' });
    expect(await start(failing.invalid)).toMatchObject({
      status: 200,
      body: { status: 'rejected', code: 'invalid_recipient' },
    });
    await start(message.to);
    expect(await start(message.to)).toMatchObject({ status: 200, body: { status: 'limited' } });
  });

  test('is not there unless the config turns it on', async () => {
    await using gateway = await startGateway({ verify: undefined });
    expect((await gateway.ask('/verify/start', {})).status).toBe(404);
    const { body } = await gateway.ask('/openapi.json');
    expect(Object.keys(body['paths'] as object)).not.toContain('/verify/start');
  });
});

const hookKey = btoa('a key of the tests, 32 bytes lon');
const hookEvent = JSON.stringify({
  metadata: { uuid: crypto.randomUUID() },
  user: { phone_confirmed_at: '2026-01-01T00:00:00Z' },
  sms: { otp: '904172', phone: '33612345678' },
});
const signedHook = (by: string) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
  'webhook-signature': new Webhook(by).sign('msg_1', new Date(), hookEvent),
});

describe('a hook', () => {
  const [key, event, signed] = [hookKey, hookEvent, signedHook];
  const hooks = { supabase: { secret: { $env: 'SUPABASE_SECRET' } } };
  const env = { SUPABASE_SECRET: `v1,whsec_${key}` };

  test('of a platform sends its message', async () => {
    await using gateway = await startGateway({ hooks }, env);
    expect(
      (await gateway.ask('/hooks/supabase', event, { scope: 'none', headers: signed(key) })).status,
    ).toBe(200);
    expect(await gateway.inbox()).toMatchObject([{ text: 'Your code is 904172.' }]);
  });

  test('that is not the platform’s is refused', async () => {
    await using gateway = await startGateway({ hooks }, env);
    expect((await gateway.ask('/hooks/supabase', event)).status).toBe(401);
    expect((await gateway.ask('/hooks/clerk', event)).status).toBe(404);
    expect(gateway.lines).toContainEqual({
      level: 'warn',
      event: 'hook_refused',
      platform: 'supabase',
      reason: 'unsigned',
    });
  });
});

describe('delivery reports', () => {
  test('come from the provider, are proved, and go to the program, signed', async () => {
    const received: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
    let status = 500;
    const program = createServer((incoming, outgoing) => {
      void (async () => {
        received.push({ headers: incoming.headers, body: await textOf(incoming) });
        outgoing.writeHead(status).end();
      })();
    });
    program.listen(0, '127.0.0.1');
    await once(program, 'listening');
    const { port } = program.address() as AddressInfo;
    const forwardTo = `http://127.0.0.1:${port}/reports`;
    const deliveryReportSecret = 'the-secret-of-the-reports-of-the-mock';
    await using gateway = await startGateway({
      connectors: { phone: { connector: 'mock', templates, deliveryReportSecret } },
      reports: { forwardTo, secret },
    });
    const { body } = await gateway.ask('/send', message);
    const { connector } = gateway.gateway.connectors[0] as { connector: object };
    const { signReport } = connector as unknown as {
      signReport: (report: object, url: string) => Promise<Request>;
    };
    const send = async (): Promise<number> => {
      const report = { messageId: body['messageId'], status: 'delivered' };
      return (await fetch(await signReport(report, `${gateway.url}/reports/phone`))).status;
    };
    expect(await send()).toBe(500);
    status = 204;
    expect(await send()).toBe(200);
    expect(received).toHaveLength(2);
    const last = received[1];
    const verified = new Webhook(btoa(secret)).verify(
      last?.body ?? '',
      last?.headers as Record<string, string>,
    );
    expect(verified).toMatchObject({
      type: 'delivery_reports',
      reports: [{ messageId: body['messageId'], status: 'delivered' }],
    });
    expect(
      (await fetch(`${gateway.url}/reports/phone`, { method: 'POST', body: '{}' })).status,
    ).toBe(401);
    program.close();
  });
});

test.each(['the program', 'ftp://example.com', 'https://user:hunter2@example.com/reports'])(
  'delivery reports cannot go to %s',
  async (forwardTo) => {
    const error = (await startGateway({ reports: { forwardTo, secret } }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )) as ConfigError;
    expect(error.problems.join()).toMatch(/^reports\.forwardTo: /);
    expect(error.problems.join()).not.toContain('hunter2');
  },
);

describe('several connectors', () => {
  test('are tried in the order of the plan, with credentials from the environment', async () => {
    await using emulator = await startTwilioEmulator();
    const { authToken, ...fields } = emulator.config;
    await using gateway = await startGateway(
      {
        connectors: { twilio: { ...fields, templates }, mock: { templates } },
        plan: { routes: { FR: ['twilio', 'mock'], default: ['mock'] } },
      },
      { TWILIO_AUTH_TOKEN: authToken },
    );
    expect(twilio.manifest.id).toBe('twilio');
    const { body } = await gateway.ask('/send', { ...message, to: '+5511987654321' });
    expect(body).toMatchObject({ attempts: [{ sender: 'mock' }] });
  });

  test.each([
    [{ connectors: {} }, /connectors/],
    [{ connectors: { nothing: { templates } } }, /connectors\.nothing.*not installed.*npm install/],
    [{ connectors: { mock: {} } }, /connectors\.mock\.templates/],
    [{ keys: [] }, /keys/],
    [{ keys: [{ name: 'a', sha256: 'x', scopes: ['send'] }] }, /sha256/],
    [{ plan: { routes: { default: ['other'] } } }, /plan\.routes/],
    [{ secret: 'short' }, /secret.*32/],
    [{ secret: undefined }, /secret.*verify/],
    [{ secret: { $env: 'MISSING' } }, /MISSING is not set/],
    [{ hooks: { supabase: { secret: '' } } }, /hooks\.supabase/],
    [{ hooks: { other: {} } }, /hooks/],
    [
      {
        reports: { forwardTo: 'http://127.0.0.1/' },
        connectors: { mock: { templates, deliveryReportSecret: 'x'.repeat(20) } },
      },
      /reports\.secret/,
    ],
    [{ port: 80 }, /port/],
  ])('a config with %o is refused with its place', async (changes, wanted) => {
    const error = await startGateway(changes).then(
      () => undefined,
      (thrown: unknown) => thrown as ConfigError,
    );
    expect(error).toBeInstanceOf(ConfigError);
    expect(error?.problems.join('\n')).toMatch(wanted);
  });
});

describe('another method', () => {
  test.each([
    ['/send', 'GET', 'POST'],
    ['/verify/check', 'PUT', 'POST'],
    ['/hooks/supabase', 'GET', 'POST'],
    ['/reports/mock', 'PUT', 'GET, POST'],
    ['/metrics', 'POST', 'GET, HEAD'],
    ['/ready', 'DELETE', 'GET, HEAD'],
    ['/openapi.json', 'OPTIONS', 'GET, HEAD'],
  ])('of %s than %s is named', async (path, method, allow) => {
    await using gateway = await startGateway({
      connectors: { mock: { templates, deliveryReportSecret: 'x'.repeat(32) } },
      hooks: { supabase: { secret: `v1,whsec_${hookKey}` } },
    });
    const response = await fetch(gateway.url + path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toMatchObject({ code: 'method_not_allowed' });
  });

  test.each(['/hooks/clerk', '/nothing'])(
    'of %s, which is not there, is not found',
    async (path) => {
      await using gateway = await startGateway();
      expect((await fetch(gateway.url + path, { method: 'PUT' })).status).toBe(404);
    },
  );
});

describe('the ID of a request', () => {
  test('is in the header, in problems and in the log', async () => {
    await using gateway = await startGateway({
      hooks: { supabase: { secret: `v1,whsec_${hookKey}` } },
    });
    const headers = { 'x-request-id': 'given by a client' };
    const answers = [
      await gateway.ask('/send', message, { headers }),
      await gateway.ask('/send', message, { scope: 'none', headers }),
      await gateway.ask('/hooks/supabase', hookEvent, { scope: 'none', headers }),
      await gateway.ask('/metrics', undefined, { scope: 'metrics', headers }),
      await gateway.ask('/nothing', undefined, { headers }),
    ];
    const ids = answers.map((answer) => answer.headers.get('x-request-id'));
    expect(new Set(ids).size).toBe(5);
    for (const id of ids) expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(gateway.lines.flatMap(({ requestId = [] }) => requestId)).toEqual(ids);
    expect(answers.map(({ body }) => body['requestId'])).toEqual([
      undefined,
      ids[1],
      undefined,
      undefined,
      ids[4],
    ]);
  });

  test('is that of this request, also if its answer is an earlier one', async () => {
    await using gateway = await startGateway();
    const ask = async () =>
      gateway.ask(
        '/send',
        { ...message, to: failing.invalid },
        { headers: { 'idempotency-key': 'k' } },
      );
    const [first, again] = [await ask(), await ask()];
    expect([first.status, again.status]).toEqual([422, 422]);
    expect(again.body['requestId']).toBe(again.headers.get('x-request-id'));
    expect(again.body['requestId']).not.toBe(first.body['requestId']);
  });
});

describe('what operators see', () => {
  test('is one line a request, without a number, a code or a key', async () => {
    await using gateway = await startGateway();
    await gateway.ask('/send', message);
    await gateway.ask('/send', { ...message, to: failing.invalid });
    await gateway.ask('/+33612345678', undefined);
    await gateway.ask('/verify/start', { to: message.to, usageType: 'SignIn' });
    const requests = gateway.lines.filter(({ event }) => event === 'request');
    expect(requests).toMatchObject([
      {
        level: 'info',
        method: 'POST',
        route: '/send',
        status: 200,
        key: 'send',
        outcome: 'accepted',
      },
      { route: '/send', status: 422, outcome: 'rejected', code: 'invalid_recipient' },
      { method: 'GET', status: 404 },
      { route: '/verify/start', status: 200, key: 'verify', outcome: 'started' },
    ]);
    const { text } = await gateway.ask('/metrics', undefined, { scope: 'metrics' });
    expect(text).toContain(
      'http_server_request_duration_count{http_route="/send",http_response_status_code="200"',
    );
    expect(text).toMatch(/sms_connectors\S*|messaging_\S*/);
    for (const hidden of ['612345678', '904172', '201555', ...gateway.keys.values()]) {
      expect(JSON.stringify(gateway.lines) + text).not.toContain(hidden);
    }
  });

  test('is open for health and readiness', async () => {
    await using gateway = await startGateway();
    expect((await gateway.ask('/health', undefined, { scope: 'none' })).body).toEqual({
      status: 'ok',
    });
    expect((await gateway.ask('/ready', undefined, { scope: 'none' })).body).toEqual({
      status: 'ready',
    });
  });
});

describe('a gateway that stops', () => {
  test('answers what it has begun, and takes nothing new', async () => {
    await using emulator = await startTwilioEmulator();
    await using gateway = await startGateway();
    expect(emulator.requests).toEqual([]);
    const underWay = Array.from({ length: 20 }, () => gateway.ask('/send', message));
    await underWay[0];
    const stopped = gateway.stop();
    const results = await Promise.allSettled(underWay);
    await stopped;
    const answered = results.filter((result) => result.status === 'fulfilled');
    expect(answered).toHaveLength(await gateway.inbox().then(({ length }) => length));
    await expect(gateway.ask('/health')).rejects.toThrow(/fetch failed/);
  });
});

/** What a server says to the bytes of a request. */
const raw = async (url: string, text: string): Promise<string> => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(text.replaceAll('\n', '\r\n'));
  return textOf(socket);
};

describe('somebody outside', () => {
  // A proxy that lets only /hooks/ through would let these through, too.
  test.each([
    '/hooks/../send',
    '/hooks/%2e%2e/send',
    '/%73end',
    '/./send',
    '//send',
    '/send/',
    '/send;x',
    'http://example.com/hooks/../send',
  ])('gets nothing at %s', async (target) => {
    await using gateway = await startGateway();
    const key = gateway.keys.get('send');
    const body = JSON.stringify(message);
    const head = `POST ${target} HTTP/1.1\nHost: x\nConnection: close\nAuthorization: Bearer ${key}`;
    const answer = await raw(gateway.url, `${head}\nContent-Length: ${body.length}\n\n${body}`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(await gateway.inbox()).toEqual([]);
  });

  test('may name the whole address', async () => {
    await using gateway = await startGateway();
    const text = 'GET http://x/health?probe=1 HTTP/1.1\nHost: x\nConnection: close\n\n';
    expect(await raw(gateway.url, text)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('cannot send more than 64 KiB without saying how much it is', async () => {
    await using gateway = await startGateway();
    const head = `POST /send HTTP/1.1\nHost: x\nConnection: close\nAuthorization: Bearer ${gateway.keys.get('send')}`;
    const chunk = `8000\n${'x'.repeat(0x8000)}\n`;
    const answer = await raw(
      gateway.url,
      `${head}\nTransfer-Encoding: chunked\n\n${chunk.repeat(3)}0\n\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('is told what is wrong with what is too deep or too long', async () => {
    await using gateway = await startGateway();
    const deep = `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`;
    const body = JSON.stringify(message).replace('"904172"', deep);
    expect(await gateway.ask('/send', body)).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'payload' }] },
    });
    for (const key of ['k'.repeat(256), '']) {
      const headers = { 'idempotency-key': key };
      expect((await gateway.ask('/send', message, { headers })).status).toBe(400);
    }
    expect(await gateway.inbox()).toEqual([]);
  });
});

test('clients that stall do not slow others', async () => {
  await using gateway = await startGateway();
  const { port } = new URL(gateway.url);
  const sockets = Array.from({ length: 1000 }, () => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /send HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    return socket;
  });
  await Promise.all(sockets.slice(0, 100).map((socket) => once(socket, 'connect')));
  expect((await gateway.ask('/send', message)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

test('a verification that was started before a config was replaced is checked after it', async () => {
  await using gateway = await startGateway();
  const { body } = await gateway.ask('/verify/start', { to: message.to, usageType: 'SignIn' });
  const code = /\d{6}/.exec((await gateway.inbox())[0]?.text ?? '')?.[0];
  await gateway.reload();
  expect(await gateway.inbox()).toEqual([]);
  expect((await gateway.ask('/verify/check', { id: body['id'], code })).body).toMatchObject({
    status: 'approved',
  });
});
