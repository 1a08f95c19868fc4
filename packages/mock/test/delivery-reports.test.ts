import { readFileSync } from 'node:fs';
import {
  type DeliveryReport,
  deliveryReportHandler,
  type Open,
  type WebhookRefusal,
} from '@sms-connectors/core';
import { mock, type MockConfig, simulatedRecipients, simulatedReports } from '@sms-connectors/mock';
import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startWebhookServer } from '../../../test/webhook-server.ts';

const templates = [{ usageType: 'Generic' as const, content: 'Code {{code}}' }];
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '1' } } as const;
type Mock = ReturnType<typeof mock>;

const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
afterEach(() => warn.mockClear());

/** The handler of an application, and what it is told. */
function application(...connectors: readonly Mock[]) {
  const reports: DeliveryReport[] = [];
  const refused: Open<WebhookRefusal>[] = [];
  const handle = deliveryReportHandler({
    connectors,
    onReports: (arrived) => void reports.push(...arrived),
    onRefused: (_connector, reason) => void refused.push(reason),
  });
  return { handle, reports, refused };
}

describe('signReport', () => {
  test('makes a request that the handler accepts', async () => {
    const sms = mock({ templates });
    const { handle, reports } = application(sms);
    const { messageId } = await sms.send(message);
    const at = new Date('2026-01-02T03:04:05.678Z');
    const request = await sms.signReport({
      messageId,
      status: 'undelivered',
      code: 'opted_out',
      at,
    });
    expect((await handle(request)).status).toBe(200);
    expect(reports).toEqual([
      {
        messageId,
        status: 'undelivered',
        code: 'opted_out',
        at,
        provider: { id: 'mock', status: 'undelivered' },
      },
    ]);
  });

  test.each(['pending', 'delivered', 'unconfirmed'] as const)('reports %s', async (status) => {
    const sms = mock({ templates });
    const { handle, reports } = application(sms);
    await handle(await sms.signReport({ messageId: 'M1', status }));
    expect(reports).toEqual([
      { messageId: 'M1', status, at: expect.any(Date), provider: { id: 'mock', status } },
    ]);
  });

  test('without a reason, reports a failure as unclassified', async () => {
    const sms = mock({ templates });
    const { handle, reports } = application(sms);
    await handle(await sms.signReport({ messageId: 'M1', status: 'undelivered' }));
    expect(reports).toMatchObject([{ status: 'undelivered', code: 'unclassified' }]);
  });

  test('makes a request that fetch sends to a server', async () => {
    const sms = mock({ templates });
    const { handle, reports } = application(sms);
    await using server = await startWebhookServer('mock', handle);
    const report = { messageId: 'M1', status: 'delivered' } as const;
    const response = await fetch(await sms.signReport(report, server.url));
    expect(response.status).toBe(200);
    expect(reports).toMatchObject([report]);
  });

  test('refuses a report that no provider sends', async () => {
    const { signReport } = mock({ templates });
    const wrong = [
      [{ messageId: '', status: 'delivered' }, 'messageId must be that of a receipt.'],
      [
        { messageId: 'M1', status: 'failed' },
        'status must be one of pending, delivered, undelivered, unconfirmed.',
      ],
      [
        { messageId: 'M1', status: 'delivered', code: 'opted_out' },
        'code is for the status undelivered only.',
      ],
      [
        { messageId: 'M1', status: 'undelivered', code: 'lost' },
        'code must be an error code of errorCodes.',
      ],
    ] as const;
    for (const [report, problem] of wrong) {
      await expect(signReport(report as never)).rejects.toThrow(new TypeError(problem));
    }
  });
});

describe('a handler', () => {
  const report = { messageId: 'M1', status: 'delivered' } as const;

  test('refuses the reports of another mock, unless both have the same secret', async () => {
    const { handle, reports, refused } = application(mock({ templates }));
    expect((await handle(await mock({ templates }).signReport(report))).status).toBe(401);
    expect({ reports, refused }).toEqual({ reports: [], refused: ['forged'] });

    const deliveryReportSecret = 'shared-secret';
    const same = application(mock({ templates, deliveryReportSecret }));
    const other = mock({ templates, deliveryReportSecret });
    expect((await same.handle(await other.signReport(report))).status).toBe(200);
  });

  test('accepts a report once', async () => {
    const sms = mock({ templates });
    const { handle, reports, refused } = application(sms);
    const request = await sms.signReport(report);
    expect((await handle(request.clone())).status).toBe(200);
    expect((await handle(request)).status).toBe(200);
    expect({ count: reports.length, refused }).toEqual({ count: 1, refused: ['replayed'] });
  });
});

/** An application with a server, and a mock that reports to it. */
async function start(config: Partial<MockConfig> = {}) {
  const statuses = { next: 200 };
  const arrived: { report: object; at: number }[] = [];
  const server = await startWebhookServer('mock', async (request) => {
    arrived.push({ report: (await request.clone().json()) as object, at: performance.now() });
    const answer = await handle(request);
    return statuses.next === 200 ? answer : new Response(null, { status: statuses.next });
  });
  const sms = mock({ templates, deliveryReportUrl: server.url, ...config });
  const { handle, reports } = application(sms);
  return { ...server, sms, reports, arrived, statuses };
}

describe('the mock with deliveryReportUrl', () => {
  test('reports each message: on its way, then delivered', async () => {
    await using app = await start();
    const { messageId, status } = await app.sms.send(message);
    expect(status).toBe('queued');
    await expect.poll(() => app.reports.length).toBe(2);
    expect(app.reports).toMatchObject([
      { messageId, status: 'pending' },
      { messageId, status: 'delivered' },
    ]);
    expect(warn).not.toHaveBeenCalled();
  });

  test.each(Object.entries(simulatedReports))('reports of %s as %j', async (to, last) => {
    await using app = await start();
    await app.sms.send({ ...message, to });
    await app.sms.send(message);
    await expect.poll(() => app.reports.map(({ status }) => status)).toContain('delivered');
    const [{ messageId } = { messageId: '' }] = await app.sms.inbox.list();
    const ofMessage = () => app.reports.filter((report) => report.messageId === messageId);
    await expect.poll(() => ofMessage().at(-1)).toMatchObject(last);
    expect(ofMessage()).toMatchObject(
      last.status === 'pending' ? [last] : [{ status: 'pending' }, last],
    );
  });

  test('sends the last report after deliveryReportDelayMs', async () => {
    await using app = await start({ deliveryReportDelayMs: 300 });
    await app.sms.send(message);
    await expect.poll(() => app.arrived.length).toBe(2);
    const [first, last] = app.arrived;
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(290);
  });

  test('reports no message that it rejects', async () => {
    await using app = await start();
    await expect(app.sms.send({ ...message, to: '+12015550103' })).rejects.toMatchObject({
      code: 'opted_out',
    });
    await app.sms.send(message);
    await expect.poll(() => app.arrived.length).toBe(2);
    expect(app.reports.map(({ status }) => status)).toEqual(['pending', 'delivered']);
  });

  test('sends a report once, and warns if it is not taken', async () => {
    await using app = await start();
    app.statuses.next = 500;
    await app.sms.send(message);
    await expect.poll(() => warn.mock.calls.length).toBe(2);
    expect(app.arrived).toHaveLength(2);
    expect(warn).toHaveBeenCalledWith(
      'mock: a delivery report was not taken at deliveryReportUrl: status 500.',
    );
  });

  test('warns if nobody is there', async () => {
    const server = await startWebhookServer('mock', async () => new Response());
    await server[Symbol.asyncDispose]();
    const sms = mock({ templates, deliveryReportUrl: server.url });
    await sms.send(message);
    await expect.poll(() => warn.mock.calls.length).toBe(2);
    expect(warn).toHaveBeenCalledWith(
      'mock: a delivery report was not taken at deliveryReportUrl: ECONNREFUSED.',
    );
  });

  test('is closed at once, and reports no more', async () => {
    await using app = await start({ deliveryReportDelayMs: 60_000 });
    await app.sms.send(message);
    await expect.poll(() => app.arrived.length).toBe(1);
    const begin = performance.now();
    await app.sms.close();
    expect(performance.now() - begin).toBeLessThan(10_000);
    expect(app.arrived).toHaveLength(1);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('a recipient whose message is reported in another way', () => {
  const numbers = Object.keys(simulatedReports);

  test.each(numbers)('%s is valid to libphonenumber, and is accepted', (to) => {
    expect(isValidPhoneNumber(to)).toBe(true);
    expect(simulatedRecipients).not.toHaveProperty(to);
  });

  test('is in the guide', () => {
    const guide = readFileSync(new URL('../guide/guide.md', import.meta.url), 'utf8');
    const rows = [...guide.matchAll(/^\| `(\+\d+)` +\| `(\w+)` +\| (?:`(\w+)`)? +\|$/gm)];
    const listed = rows.map(([, to, status, code]) => [to, { status, ...(code && { code }) }]);
    expect(listed).toEqual(Object.entries(simulatedReports));
  });
});
