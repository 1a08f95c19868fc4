import {
  askProvider,
  balanceCheck,
  type Http,
  type HttpFailure,
  type HttpRequest,
  notifyProvider,
} from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { startEmulator } from '@sms-connectors/core/testing';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

let answer: { readonly status: number; readonly body: string | object };
const server = await startEmulator({ answer: () => answer, rateLimited: () => answer });
beforeEach(() => server.reset());
afterAll(() => server.close());

const http = fetchHttp();
const limits = { timeoutMs: 2000 };
const request: HttpRequest = {
  method: 'POST',
  url: `${server.url}/account`,
  headers: { authorization: 'Bearer key' },
  body: 'x=1',
};
const readFailure = () =>
  ({ outcome: 'rejected', code: 'account_suspended', providerCode: '42' }) as const;
const failing =
  (failure: HttpFailure): Http =>
  async () =>
    failure;

function readBalance(xml: string) {
  const [, balance] = /<balance>(\d+)<\/balance>/.exec(xml) ?? [];
  return balance === undefined ? undefined : { balance };
}

const askInXml = async () => askProvider(http, request, limits, readFailure, readBalance);

describe('a question', () => {
  test('goes out as it is, and its answer is a JSON object', async () => {
    answer = { status: 200, body: { balance: 1 } };
    expect(await askProvider(http, request, limits)).toEqual({ body: { balance: 1 } });
    expect(server.requests).toMatchObject([
      { method: 'POST', path: '/account', body: 'x=1', headers: { authorization: 'Bearer key' } },
    ]);
  });

  test.each([
    [401, '', 'unauthorized'],
    [200, '<html>', 'invalid_response'],
    [503, '', 'provider_unavailable'],
  ])('refused with %i %o is %s', async (status, body, refused) => {
    answer = { status, body };
    expect(await askProvider(http, request, limits)).toEqual({ refused, status });
  });

  test('is read by a function of the connector, if its answer is no JSON', async () => {
    answer = { status: 200, body: '<balance>12</balance>' };
    expect(await askInXml()).toEqual({ body: { balance: '12' } });
    answer = { status: 200, body: '{"balance":12}' };
    expect(await askInXml()).toMatchObject({ refused: 'account_suspended', status: 200 });
    answer = { status: 403, body: '<balance>12</balance>' };
    expect(await askInXml()).toMatchObject({ refused: 'account_suspended', status: 403 });
  });

  test('is refused with the provider’s own code', async () => {
    answer = { status: 403, body: '' };
    expect(await askProvider(http, request, limits, readFailure)).toEqual({
      refused: 'account_suspended',
      providerCode: '42',
      status: 403,
    });
  });

  test('is refused without a status if no response arrives', async () => {
    const away = failing({ failure: 'network', sent: false });
    expect(await askProvider(away, request, limits)).toEqual({ refused: 'network' });
  });

  test('keeps the limits', async () => {
    server.fail({ kind: 'hang' });
    expect(await askProvider(http, request, { timeoutMs: 50 })).toEqual({ refused: 'timeout' });
  });
});

describe('a notification', () => {
  test.each([200, 201, 204])('with the answer %i is accepted', async (status) => {
    answer = { status, body: '' };
    expect(await notifyProvider(http, request, limits)).toBeUndefined();
  });

  test.each([
    [301, { outcome: 'unknown', code: 'invalid_response' }],
    [404, { outcome: 'rejected', code: 'unclassified' }],
    [500, { outcome: 'unknown', code: 'provider_unavailable' }],
  ])('with the answer %i fails', async (status, failure) => {
    answer = { status, body: '' };
    expect(await notifyProvider(http, request, limits)).toMatchObject(failure);
  });

  test('fails with the provider’s own code', async () => {
    answer = { status: 403, body: '' };
    expect(await notifyProvider(http, request, limits, readFailure)).toEqual(readFailure());
  });

  test.each([
    [true, 'unknown'],
    [false, 'rejected'],
  ])('that breaks with sent = %s has the outcome %s', async (sent, outcome) => {
    const broken = failing({ failure: 'network', sent });
    expect(await notifyProvider(broken, request, limits)).toEqual({ outcome, code: 'network' });
  });
});

test.each([
  ['12.50', 'USD', undefined, { result: 'ok', detail: '12.50 USD' }],
  [
    0,
    'USD',
    'a month',
    { result: 'failed', code: 'insufficient_balance', detail: '0 USD a month' },
  ],
  [
    '-0.01',
    'EUR',
    undefined,
    { result: 'failed', code: 'insufficient_balance', detail: '-0.01 EUR' },
  ],
  ['+33612345678', 'EUR', undefined, { result: 'unknown' }],
  ['12.50', 'dollars', undefined, { result: 'unknown' }],
  [undefined, undefined, undefined, { result: 'unknown' }],
])('a balance of %o %o', (amount, currency, period, check) => {
  expect(balanceCheck(amount, currency, period)).toEqual({ subject: 'balance', ...check });
});
