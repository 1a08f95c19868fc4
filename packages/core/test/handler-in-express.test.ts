import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { deliveryReportHandler, type DeliveryReport } from '@sms-connectors/core';
import express, { type RequestHandler } from 'express';
import { describe, expect, test } from 'vitest';
import { acme, config, webhook } from './acme/connector.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const { body, headers } = webhook.request;

/** An application with the handler behind other middleware. */
async function open(...before: readonly RequestHandler[]) {
  const received: DeliveryReport[] = [];
  const refused: string[] = [];
  const escaped: unknown[] = [];
  const handle = deliveryReportHandler({
    connectors: [acme()({ ...config, templates })],
    onReports: (reports) => void received.push(...reports),
    onRefused: (_, reason) => refused.push(reason),
  });
  const listener = getRequestListener(
    async (request) => {
      try {
        return await handle(request);
      } catch (error) {
        escaped.push(error);
        throw error;
      }
    },
    { errorHandler: (error) => void escaped.push(error) },
  );
  const app = express();
  for (const middleware of before) app.use(middleware);
  app.all('/sms/reports/:connector', listener);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    received,
    refused,
    escaped,
    port,
    post: (init: RequestInit) =>
      fetch(`http://127.0.0.1:${port}/sms/reports/acme`, { method: 'POST', ...init }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const json = { ...headers, 'content-type': 'application/json' };
const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };

test('the handler in Express reads reports', async () => {
  await using app = await open();
  for (const each of [json, form])
    expect((await app.post({ headers: each, body })).status).toBe(200);
  expect(app.received).toEqual(webhook.reports);
  expect(app.escaped).toEqual([]);
});

describe('a body that was read before the handler', () => {
  const parsers: readonly [string, RequestHandler, Record<string, string>][] = [
    ['express.json()', express.json(), json],
    ['express.urlencoded()', express.urlencoded({ extended: true }), form],
    ['express.text()', express.text({ type: '*/*' }), json],
    ['express.raw()', express.raw({ type: '*/*' }), json],
    [
      'a middleware that forgets it',
      (incoming, _, next) => void incoming.resume().on('end', () => next()),
      json,
    ],
  ];

  test.each(parsers)('by %s is told', async (_, parser, sent) => {
    await using app = await open(parser);
    const answer = await app.post({ headers: sent, body });
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(/^The body of this request was read before/);
    expect(app.refused).toEqual(['already_read']);
    expect(app.received).toEqual([]);
    expect(app.escaped).toEqual([]);
  });

  test.each(parsers)('by %s is told if it came in chunks', async (_, parser, sent) => {
    await using app = await open(parser);
    const outgoing = httpRequest({
      port: app.port,
      host: '127.0.0.1',
      path: '/sms/reports/acme',
      method: 'POST',
      headers: { ...sent, 'transfer-encoding': 'chunked' },
    });
    outgoing.write(body.slice(0, 5));
    outgoing.end(body.slice(5));
    const [incoming] = (await once(outgoing, 'response')) as [
      { statusCode: number; resume(): void },
    ];
    incoming.resume();
    expect(incoming.statusCode).toBe(500);
    expect(app.refused).toEqual(['already_read']);
    expect(app.escaped).toEqual([]);
  });

  test('by a parser that left it alone is read', async () => {
    await using app = await open(express.json());
    expect((await app.post({ headers: form, body })).status).toBe(200);
    expect(app.received).toEqual(webhook.reports);
  });
});

test('a body that breaks off is malformed, and no error escapes', async () => {
  await using app = await open();
  const socket = connect(app.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    `POST /sms/reports/acme HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n${body.slice(0, 5)}`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await expect.poll(() => app.refused).toEqual(['malformed']);
  expect(app.escaped).toEqual([]);
  expect((await app.post({ headers: json, body })).status).toBe(200);
});

test('a body in broken chunks is malformed, and no error escapes', async () => {
  await using app = await open();
  const socket = connect(app.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.on('error', () => undefined);
  socket.write(
    'POST /sms/reports/acme HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"id"\r\nzz\r\n',
  );
  await expect.poll(() => app.refused).toEqual(['malformed']);
  socket.destroy();
  expect(app.escaped).toEqual([]);
});
