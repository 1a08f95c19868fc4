import {
  deliveryReportHandler,
  type DeliveryReport,
  type WebhookRefusal,
} from '@sms-connectors/core';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { acme, config, webhook } from './acme/connector.ts';
import { tiny } from './support/tiny-connector.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

function mount({ failures = 0 } = {}) {
  const received: DeliveryReport[] = [];
  const refused: [string, string][] = [];
  let left = failures;
  const handle = deliveryReportHandler({
    connectors: [acme()({ ...config, templates })],
    onReports: (reports) => {
      left -= 1;
      if (left >= 0) throw new Error('The database is away.');
      received.push(...reports);
    },
    onRefused: (...told) => refused.push(told),
  });
  return { handle, received, refused };
}

function refusing(reason: WebhookRefusal) {
  const connection = { parseDeliveryReport: () => ({ verified: false, reason }) as const };
  return acme(undefined, () => connection)({ ...config, templates });
}

function post(overrides: { headers?: Record<string, string>; body?: string; path?: string } = {}) {
  const {
    headers = webhook.request.headers,
    body = webhook.request.body,
    path = 'acme',
  } = overrides;
  return new Request(`https://example.com/reports/${path}`, { method: 'POST', headers, body });
}

test('hands verified reports on', async () => {
  const { handle, received } = mount();
  const { status } = await handle(post());
  expect(status).toBe(200);
  expect(received).toEqual(webhook.reports);
});

test('answers genuine reports with the reply that the provider expects, also repeated ones', async () => {
  const { handle, received } = mount();
  for (const _ of ['first', 'repeated']) {
    const answer = await handle(post());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe(webhook.reply.contentType);
    expect(await answer.text()).toBe(webhook.reply.body);
  }
  expect(received).toHaveLength(1);
});

test('answers without a body if the provider expects none', async () => {
  const connector = acme(undefined, () => ({
    parseDeliveryReport: () => ({ verified: true, reports: webhook.reports }),
  }))({ ...config, templates });
  const handle = deliveryReportHandler({ connectors: [connector], onReports: () => {} });
  const answer = await handle(post());
  expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([
    200,
    null,
    null,
  ]);
});

test('sends no reply if the reports were not handled', async () => {
  const { handle } = mount({ failures: 1 });
  const answer = await handle(post());
  expect([answer.status, answer.body, answer.headers.get('content-type')]).toEqual([
    500,
    null,
    null,
  ]);
});

test('counts a report once, however often it comes', async () => {
  const { handle, received, refused } = mount();
  await handle(post());
  const { status } = await handle(post());
  expect(status).toBe(200);
  expect(received).toHaveLength(1);
  expect(refused).toEqual([['acme', 'replayed']]);
});

test('counts each of many reports once within the hour', async () => {
  const reports = Array.from({ length: 60_000 }, (_, index) => ({
    messageId: `${index}`,
    status: 'delivered' as const,
    provider: { id: 'acme', status: 'DELIVERED' },
  }));
  const batches = [reports, reports.slice(0, 1), reports.slice(-1)];
  const connector = acme(undefined, () => ({
    parseDeliveryReport: () => ({ verified: true, reports: batches.shift() ?? [] }),
  }))({ ...config, templates });
  const counts: number[] = [];
  const refused: string[] = [];
  const handle = deliveryReportHandler({
    connectors: [connector],
    onReports: (received) => void counts.push(received.length),
    onRefused: (_, reason) => refused.push(reason),
  });
  for (const _ of batches.slice()) await handle(post());
  expect(counts).toEqual([60_000]);
  expect(refused).toEqual(['replayed', 'replayed']);
});

test('counts a report again that comes after more than an hour', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { handle, received } = mount();
  const minutes = async (after: number): Promise<number> => {
    vi.setSystemTime(Date.now() + after * 60_000);
    await handle(post());
    return received.length;
  };
  expect([await minutes(0), await minutes(59), await minutes(2)]).toEqual([1, 1, 2]);
});

test('lets the provider try again after a failure of ours', async () => {
  const { handle, received } = mount({ failures: 1 });
  expect((await handle(post())).status).toBe(500);
  expect((await handle(post())).status).toBe(200);
  expect(received).toHaveLength(1);
});

describe('believes nothing', () => {
  test('that is not signed', async () => {
    const { handle, received, refused } = mount();
    expect((await handle(post({ headers: {} }))).status).toBe(401);
    expect(received).toEqual([]);
    expect(refused).toEqual([['acme', 'unsigned']]);
  });

  test('that is signed by somebody else', async () => {
    const { handle, received, refused } = mount();
    const headers = { 'x-signature': 'f'.repeat(64) };
    expect((await handle(post({ headers }))).status).toBe(401);
    expect(received).toEqual([]);
    expect(refused).toEqual([['acme', 'forged']]);
  });
});

test('is not made for a connector whose provider has no reports', () => {
  const connectors = [tiny({ templates: [{ usageType: 'Generic', content: '{{code}}' }] })];
  expect(() => deliveryReportHandler({ connectors, onReports: () => {} })).toThrow(
    new TypeError('tiny has no delivery reports; leave it out of connectors.'),
  );
});

test('lets the provider try again where its key could not be fetched', async () => {
  const refused: string[] = [];
  const handle = deliveryReportHandler({
    connectors: [refusing('unverifiable')],
    onReports: () => {},
    onRefused: (_, reason) => refused.push(reason),
  });
  expect((await handle(post())).status).toBe(503);
  expect(refused).toEqual(['unverifiable']);
});

test.each([
  [404, 'for a connector that is not here', post({ path: 'other' })],
  [405, 'by another method', new Request('https://example.com/reports/acme', { method: 'DELETE' })],
  [413, 'that is too large', post({ body: 'x'.repeat(256 * 1024 + 1) })],
])('answers %i to a request %s', async (status, _, request) => {
  const { handle, received } = mount();
  const answer = await handle(request);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('allow')).toBe(status === 405 ? 'GET, POST' : null);
  expect(received).toEqual([]);
});

const urlFor = async (url: string, publicUrl?: string) => {
  const urls: string[] = [];
  const connector = acme(undefined, () => ({
    parseDeliveryReport: (request) => {
      urls.push(request.url);
      return { verified: false, reason: 'malformed' };
    },
  }))({ ...config, templates });
  const connectors = [connector];
  const handle = deliveryReportHandler({ connectors, onReports: () => {}, publicUrl });
  const request = new Request(url, { method: 'POST', body: '{}' });
  // Servers may leave the URL as it came.
  Object.defineProperty(request, 'url', { value: url });
  await handle(request);
  return urls;
};

describe('gives the signature the address that the provider called', () => {
  test.each([
    ['http://10.0.0.7/acme?a=1', 'https://sms.example.com/hooks/acme?a=1'],
    ['http://10.0.0.7/acme/?a=1', 'https://sms.example.com/hooks/acme/?a=1'],
    ['http://10.0.0.7/internal/acme/', 'https://sms.example.com/hooks/acme/'],
    ['http://10.0.0.7/acme/acme', 'https://sms.example.com/hooks/acme'],
    ['http://10.0.0.7/acme//', 'https://sms.example.com/hooks/acme//'],
    [
      "http://10.0.0.7/acme?shop=joe's&b=/acme",
      "https://sms.example.com/hooks/acme?shop=joe's&b=/acme",
    ],
    ['http://10.0.0.7/acme?a=1#b', 'https://sms.example.com/hooks/acme?a=1'],
    ['http://10.0.0.7/acme?', 'https://sms.example.com/hooks/acme?'],
  ])('behind a proxy that calls %s', async (url, called) => {
    for (const end of ['', '/', '//']) {
      expect(await urlFor(url, `https://sms.example.com/hooks${end}`)).toEqual([called]);
    }
  });

  test('as it came without a proxy', async () => {
    const url = "https://sms.example.com/hooks/acme/?shop=joe's";
    expect(await urlFor(url)).toEqual([url]);
  });
});

test('does not pass a long request to a connector that is called directly', async () => {
  let calls = 0;
  const connector = acme(undefined, () => ({
    parseDeliveryReport: () => {
      calls += 1;
      return { verified: true, reports: [] };
    },
  }))({ ...config, templates });
  const request = { method: 'POST', url: 'https://example.com/acme', headers: {}, body: '' };
  const malformed = { verified: false, reason: 'malformed' };
  const long = 'x'.repeat(256 * 1024);
  expect(await connector.parseDeliveryReport?.({ ...request, body: long })).toEqual(malformed);
  const longUrl = `${request.url}?${long}`;
  expect(await connector.parseDeliveryReport?.({ ...request, url: longUrl })).toEqual(malformed);
  expect(calls).toBe(0);
  expect(await connector.parseDeliveryReport?.(request)).toEqual({ verified: true, reports: [] });
});

test('hands on only what is new of a batch', async () => {
  const first = {
    messageId: 'a',
    status: 'pending',
    provider: { id: 'acme', status: 'SENT' },
  } as const;
  const second = { ...first, messageId: 'b' };
  const batches = [[first], [first, second]];
  const connector = acme(undefined, () => ({
    parseDeliveryReport: () => ({ verified: true, reports: batches.shift() ?? [] }),
  }))({ ...config, templates });
  const received: (readonly DeliveryReport[])[] = [];
  const handle = deliveryReportHandler({
    connectors: [connector],
    onReports: (reports) => void received.push(reports),
  });
  await handle(post());
  await handle(post());
  expect(received).toEqual([[first], [second]]);
});

test('loses no report where its memory fails, though one may come again', async () => {
  const report = {
    messageId: 'a',
    status: 'pending',
    provider: { id: 'acme', status: 'SENT' },
  } as const;
  const batch = [report, { ...report, messageId: 'b' }];
  const connector = acme(undefined, () => ({
    parseDeliveryReport: () => ({ verified: true, reports: batch }),
  }))({ ...config, templates });
  const keys = new Set<string>();
  let isAway = true;
  const received: (readonly DeliveryReport[])[] = [];
  const handle = deliveryReportHandler({
    connectors: [connector],
    onReports: (reports) => void received.push(reports),
    store: {
      has: (key) => keys.has(key),
      add: async (key) => {
        if (keys.size > 0 && isAway) throw new Error('Redis is away.');
        keys.add(key);
      },
    },
  });
  expect((await handle(post())).status).toBe(500);
  isAway = false;
  expect((await handle(post())).status).toBe(200);
  expect((await handle(post())).status).toBe(200);
  expect(received).toEqual([batch, [batch[1]]]);
});

test('releases what it could not handle, so that another process may', async () => {
  const reserved = new Set<string>();
  let isAway = true;
  const handle = deliveryReportHandler({
    connectors: [acme()({ ...config, templates })],
    onReports: () => {
      if (isAway) throw new Error('The database is away.');
    },
    store: {
      has: (key) => reserved.size === reserved.add(key).size,
      add: () => undefined,
      release: (key) => reserved.delete(key),
    },
  });
  expect((await handle(post())).status).toBe(500);
  expect(reserved.size).toBe(0);
  isAway = false;
  expect((await handle(post())).status).toBe(200);
  expect(reserved.size).toBe(1);
});

test.each([
  [500, 'fails', 1],
  [200, 'succeeds', 0],
])('answers %i to a repetition while the first is handled, where that %s', async (...row) => {
  const [status, , failures] = row;
  const { promise: isOpen, resolve: open } = Promise.withResolvers<void>();
  const received: DeliveryReport[] = [];
  let left = failures;
  const handle = deliveryReportHandler({
    connectors: [acme()({ ...config, templates })],
    onReports: async (reports) => {
      await isOpen;
      left -= 1;
      if (left >= 0) throw new Error('The database is away.');
      received.push(...reports);
    },
  });
  const answers = [handle(post()), handle(post())];
  // Both are with the handler before the first goes on.
  await new Promise((resolve) => setTimeout(resolve, 20));
  open();
  expect((await Promise.all(answers)).map((answer) => answer.status)).toEqual([status, status]);
  expect((await handle(post())).status).toBe(200);
  expect(received).toHaveLength(1);
});

test('hands on what became of a message after another word of the same name', async () => {
  const states = ['pending', 'unconfirmed'] as const;
  const coming = [...states];
  const connector = acme(undefined, () => ({
    parseDeliveryReport: () => ({
      verified: true,
      reports: coming.splice(0, 1).map((status) => ({
        messageId: 'a',
        status,
        provider: { id: 'acme', status: 'TAKEN' },
      })),
    }),
  }))({ ...config, templates });
  const received: string[] = [];
  const handle = deliveryReportHandler({
    connectors: [connector],
    onReports: (reports) => void received.push(...reports.map((report) => report.status)),
  });
  await handle(post());
  await handle(post());
  expect(received).toEqual(states);
});

test('is not made for a connector that can prove no report', () => {
  const unproved = acme(undefined, () => ({ parseDeliveryReport: undefined }));
  const connectors = [unproved({ ...config, templates })];
  expect(() => deliveryReportHandler({ connectors, onReports: () => {} })).toThrow(
    /^The config of acme has nothing that proves its delivery reports/,
  );
});

test('lets the provider try again where any account may still prove the report', async () => {
  const connectors = [refusing('forged'), refusing('unverifiable'), refusing('forged')];
  const handle = deliveryReportHandler({ connectors, onReports: () => {} });
  expect((await handle(post())).status).toBe(503);
});

test('goes on where whoever is told of refusals fails', async () => {
  const received: DeliveryReport[] = [];
  const handle = deliveryReportHandler({
    connectors: [acme()({ ...config, templates })],
    onReports: (reports) => void received.push(...reports),
    onRefused: () => {
      throw new Error('The log is away.');
    },
  });
  expect((await handle(post({ headers: {} }))).status).toBe(401);
  expect((await handle(post())).status).toBe(200);
  expect((await handle(post())).status).toBe(200);
  expect(received).toHaveLength(1);
});

test('finds the account of a provider that can prove the report', async () => {
  const stranger = refusing('forged');
  const received: DeliveryReport[] = [];
  const refused: string[] = [];
  const handle = deliveryReportHandler({
    connectors: [stranger, acme()({ ...config, templates }), stranger],
    onReports: (reports) => void received.push(...reports),
    onRefused: (_, reason) => refused.push(reason),
  });
  expect((await handle(post())).status).toBe(200);
  expect((await handle(post({ headers: {} }))).status).toBe(401);
  expect(received).toEqual(webhook.reports);
  expect(refused).toEqual(['forged']);
});

describe('says that the application read the body first', () => {
  const contentLength = `${webhook.request.body.length}`;
  const bodies: readonly [string, () => Promise<Request>][] = [
    [
      'from the same request',
      async () => {
        const request = post();
        await request.text();
        return request;
      },
    ],
    [
      'and has not finished',
      async () => {
        const request = post();
        request.body?.getReader();
        return request;
      },
    ],
    [
      'from the stream below it',
      async () =>
        post({
          headers: { ...webhook.request.headers, 'content-length': contentLength },
          body: '',
        }),
    ],
  ];

  test.each(bodies)('%s', async (_, makeRequest) => {
    const { handle, received, refused } = mount();
    const answer = await handle(await makeRequest());
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(/^The body of this request was read before/);
    expect(refused).toEqual([['acme', 'already_read']]);
    expect(received).toEqual([]);
  });

  test('but not of a request that has none', async () => {
    const { handle, refused } = mount();
    const headers = { 'content-length': '12' };
    const request = new Request('https://example.com/reports/acme', { headers });
    expect((await handle(request)).status).toBe(401);
    expect((await handle(post({ headers: {}, body: '' }))).status).toBe(401);
    expect(refused).toEqual([
      ['acme', 'unsigned'],
      ['acme', 'unsigned'],
    ]);
  });
});
