import {
  type ConnectorOptions,
  defineConnector,
  type Http,
  type Message,
  templatesSchema,
} from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import got from 'got';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { adapters } from './support/adapters.ts';
import {
  canaries,
  canariesIn,
  canaryMessage,
  canaryTemplate,
  expectNoCanaries,
} from './support/canaries.ts';
import { faults } from './support/faults.ts';
import { watchOutput } from './support/output.ts';
import { answer, startRawServer } from './support/raw-server.ts';
import { acceptedBody, tiny } from './support/tiny-connector.ts';
import { thrown } from './support/thrown.ts';

const templates = [{ usageType: 'Generic' as const, content: canaryTemplate }];
const config = { token: canaries.secret, templates };
const all = Object.values(canaries).join(' ');

let output: ReturnType<typeof watchOutput>;
beforeEach(() => {
  output = watchOutput();
});
afterEach(() => expectNoCanaries(output.stop()));

/** Sends the canaries, and searches the error that must come of it. */
async function failure(
  options: ConnectorOptions,
  message: Partial<Message> = {},
  signal?: AbortSignal,
) {
  const error = await expectConnectorError(
    tiny(config, options).send({ ...canaryMessage, ...message }, { signal }),
  );
  expectNoCanaries(error);
  return error;
}

describe('the search', () => {
  const names = Object.keys(canaries);
  const { secret, code, number } = canaries;

  test.each([
    ['a message', new Error(all), names],
    ['a property', Object.assign(new Error('x'), { request: { url: all } }), names],
    ['a hidden property', Object.defineProperty(new Error('x'), 'body', { value: all }), names],
    ['a cause', new Error('x', { cause: new Error('y', { cause: all }) }), names],
    ['a form', new Error(new URLSearchParams({ secret, code }).toString()), ['secret', 'code']],
    ['a path', new Error(encodeURIComponent(secret)), ['secret']],
    ['Basic credentials', new Error(btoa(`user:${secret}`)), ['secret']],
    ['the digits of a number', new Error(number.slice(1)), ['number']],
    ['a national number', new Error(`0${number.slice(3)}`), ['number']],
    ['a masked number', new Error('+336••••••32'), []],
    ['nothing', new Error('x'), []],
  ])('finds what is in %s', (_, error, found) => {
    expect(canariesIn(error)).toEqual(found);
  });

  test('sees what is written and warned', () => {
    const { stop } = watchOutput();
    console.log(code);
    process.stderr.write(secret);
    process.emitWarning(number);
    expect(canariesIn(stop())).toEqual(['secret', 'code', 'number']);
  });
});

describe.each(adapters)('$name tells nothing of', ({ makeHttp }) => {
  test.each(faults)('$name', async ({ serve, failure: code }) => {
    await using server = await startRawServer(serve);
    const http = makeHttp();
    // A busy machine may need more than the first deadline until the request has arrived.
    for (const timeoutMs of code === 'timeout' ? [150, 1000, 5000] : [10_000]) {
      const error = await failure({ baseUrl: server.url, http, timeoutMs });
      expect(error.code).toBe(code);
      if (server.requests.length > 0) break;
    }
    expect(canariesIn(server.requests)).toEqual(['secret', 'code', 'link', 'number', 'text']);
  });

  const statuses = [200, 201, 204, 302, 400, 401, 402, 403, 404, 408, 409, 422, 429, 500, 502, 503];
  test.each(statuses)('a %i that repeats all of them', async (status) => {
    const echo = ['X-Request-Id', 'Retry-After', 'WWW-Authenticate', 'Set-Cookie', 'Location'];
    const head = [`HTTP/1.1 ${status} ${all}`, ...echo.map((name) => `${name}: ${all}`)];
    await using server = await startRawServer((socket) =>
      answer(
        socket,
        status === 204 ? '' : JSON.stringify({ error: all, code: all }),
        head.join('\r\n'),
      ),
    );
    const error = await failure({ baseUrl: server.url, http: makeHttp() });
    expect(error.provider.httpStatus).toBe(status);
    expect(server.requests).toHaveLength(1);
  });

  test('a connection refused, and a name not known', async () => {
    const { url } = await closedServer();
    const http = makeHttp();
    for (const baseUrl of [url, 'https://sms-connectors.invalid']) {
      const error = await failure({ baseUrl, http });
      expect(error).toMatchObject({ code: 'network', outcome: 'rejected' });
    }
  });

  test('a credential that no header can hold', async () => {
    await using server = await startRawServer((socket) => answer(socket, acceptedBody));
    const options = { baseUrl: server.url, http: makeHttp() };
    const sms = tiny({ ...config, token: `${canaries.secret}\r\nx: y` }, options);
    const error = await expectConnectorError(sms.send(canaryMessage));
    expectNoCanaries(error);
    expect(error).toMatchObject({ code: 'network', outcome: 'rejected' });
    expect(server.requests).toEqual([]);
  });

  test('a send given up for a reason that tells all', async () => {
    const controller = new AbortController();
    await using server = await startRawServer(() => controller.abort(new Error(all)));
    const options = { baseUrl: server.url, http: makeHttp() };
    const error = await failure(options, {}, controller.signal);
    expect(error).toMatchObject({ code: 'aborted', outcome: 'unknown' });
    const again = await failure(options, {}, controller.signal);
    expect(again).toMatchObject({ code: 'aborted', outcome: 'rejected' });
    expect(server.requests).toHaveLength(1);
  });
});

test('what lies beneath would tell: an error of got itself', async () => {
  await using server = await startRawServer((socket) => void socket.resetAndDestroy());
  const beneath: unknown[] = [];
  const http: Http = async ({ url, headers, body = '', method }) => {
    try {
      await got(url, { method, headers, body, retry: { limit: 0 } });
      return { failure: 'aborted', sent: false };
    } catch (error) {
      beneath.push(error);
      throw error;
    }
  };
  const error = await failure({ baseUrl: server.url, http });
  expect(error).toMatchObject({ code: 'network', outcome: 'unknown' });
  expect(beneath.map(canariesIn)).toEqual([['secret', 'code', 'link', 'number', 'text']]);
});

describe('a client of the caller’s own that breaks its promise tells nothing', () => {
  const broken: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error(all);
      },
    ],
    [
      'throws a text',
      () => {
        throw all;
      },
    ],
    ['rejects', () => Promise.reject(Object.assign(new Error(all), { request: all }))],
    ['gives a text', () => all],
    ['gives nothing', () => undefined],
    ['gives null', () => Promise.resolve(null)],
    ['gives a failure that is none', () => ({ failure: all, sent: false })],
    ['does not say whether it sent', () => ({ failure: 'timeout' })],
    ['gives an answer without a body', () => ({ status: 201, headers: {} })],
    ['gives a status that is none', () => ({ status: all, headers: {}, body: '' })],
  ];
  test.each(broken)('where it %s', async (_, http) => {
    const error = await failure({ http: http as Http });
    expect(error).toMatchObject({ code: 'network', outcome: 'unknown' });
  });
});

const panic = (): never => {
  throw new Error(all, { cause: all });
};
const answering =
  (status: number, body: string): Http =>
  async () => ({ status, headers: {}, body });

describe('a connector that throws tells nothing', () => {
  const parts = {
    request: () => ({ method: 'GET', url: 'https://tiny.invalid', headers: {} }) as const,
    classify: () => ({ outcome: 'accepted', messageId: 'M1', status: 'queued' }) as const,
  };
  test.each([
    ['in request', { request: panic }, { code: 'unclassified', outcome: 'rejected' }],
    [
      'later in request',
      { request: async () => panic() },
      { code: 'unclassified', outcome: 'rejected' },
    ],
    ['in classify', { classify: panic }, { code: 'invalid_response', outcome: 'unknown' }],
    [
      'nothing, but answers nonsense',
      { classify: () => ({ outcome: 'rejected', code: all }) as never },
      { code: 'invalid_response', outcome: 'unknown' },
    ],
    [
      'nothing, but answers nothing',
      { classify: () => undefined as never },
      { code: 'invalid_response', outcome: 'unknown' },
    ],
  ])('%s', async (_, part, expected) => {
    const factory = defineConnector({
      manifest: tiny.manifest,
      configSchema: z.strictObject({ templates: templatesSchema }),
      baseUrl: () => 'https://tiny.invalid',
      connect: () => ({ ...parts, ...part }),
    });
    const error = await expectConnectorError(
      factory({ templates }, { http: answering(200, all) }).send(canaryMessage),
    );
    expectNoCanaries(error);
    expect(error).toMatchObject(expected);
  });
});

describe('a message that does not fit is told without', () => {
  const { number, code, link } = canaries;
  test.each<readonly [string, object, string]>([
    ['its recipient', { to: `${number} ext. ${code}` }, 'invalid_recipient'],
    ['its recipient that is no text', { to: { number } }, 'invalid_recipient'],
    ['its payload', { payload: all }, 'invalid_message'],
    ['its values', { payload: { code, link: [link] } }, 'invalid_message'],
    ['the values it has', { payload: { link } }, 'invalid_message'],
    ['its usage type', { usageType: all }, 'invalid_message'],
    ['its expiry', { expiresAt: all }, 'invalid_message'],
    ['its template', { usageType: 'SignIn' }, 'template_not_found'],
    ['its text', { payload: { code: code.repeat(300), link } }, 'content_rejected'],
  ])('%s', async (_, message, expected) => {
    const error = await failure({ http: () => expect.unreachable() }, message);
    expect(error).toMatchObject({ code: expected, outcome: 'rejected' });
  });

  test('its deadline', async () => {
    const options = { timeoutMs: all as unknown as number };
    const error = await expectConnectorError(tiny(config).send(canaryMessage, options));
    expectNoCanaries(error);
    expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
  });
});

test.each<readonly [string, object, object]>([
  ['a field', { ...config, retries: all }, {}],
  ['an unknown field', { ...config, apiToken: all }, {}],
  ['the templates', { token: canaries.secret, templates: all }, {}],
  ['a template', { templates: [{ usageType: all, content: `${all} {{`, locale: all }] }, {}],
  ['the whole', [all], {}],
  ['the address', config, { baseUrl: `https://user:${encodeURIComponent(all)}@tiny.invalid` }],
  ['the deadline', config, { timeoutMs: all }],
])('a config that does not fit is told without %s', (_, wrong, options) => {
  const error = thrown(() => tiny(wrong as typeof config, options));
  expectNoCanaries(error);
  expect(error.code).toBe('invalid_config');
});

test('a connector and a receipt show nothing either', async () => {
  const sms = tiny(config, { http: answering(201, acceptedBody) });
  expectNoCanaries(sms);
  const receipt = await sms.send(canaryMessage);
  expectNoCanaries(receipt);
  expect(receipt).toMatchObject({ messageId: 'M1', provider: { id: 'tiny' } });
});

async function closedServer() {
  await using server = await startRawServer(() => undefined);
  return { url: server.url };
}
