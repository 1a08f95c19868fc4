import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { plivo } from '@sms-connectors/plivo';
import { startPlivoEmulator } from '@sms-connectors/plivo/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedUrls } from '../../../test/attempted-requests.ts';
import { documentedWebhooks } from './signed-callbacks.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;
const messageId = '5b40a428-bfc7-4daf-9d06-726c558bf3b8';
const requestId = '97ceeb52-58b6-11e1-86da-77300b68f8bb';
type Config = Parameters<typeof plivo>[0];

const emulator = await startPlivoEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: plivo,
  config: { ...emulator.config, trackable: true },
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startPlivoEmulator,
  answers: [
    {
      // https://docs.plivo.com/docs/messaging/api/response
      name: 'a parameter that is missing or invalid',
      answer: refusal(400, 'invalid_parameter'),
      means: { outcome: 'rejected', code: 'unclassified' },
    },
    {
      // https://docs.plivo.com/docs/messaging/api/response
      name: 'wrong credentials',
      answer: refusal(401, 'authentication_failed'),
      means: { outcome: 'rejected', code: 'unauthorized' },
    },
    {
      // https://docs.plivo.com/docs/messaging/api/response
      name: 'too many requests',
      answer: refusal(429, 'rate_limit_exceeded'),
      means: { outcome: 'rejected', code: 'rate_limited' },
    },
    {
      // https://support.plivo.com/support/solutions/articles/17000088423
      name: 'no credit',
      answer: refusal(400, 'Insufficient Credit'),
      means: { outcome: 'rejected', code: 'insufficient_balance' },
    },
    {
      // https://support.plivo.com/hc/en-us/sections/360008204432
      name: 'a sender that may not send to the United States or Canada',
      answer: refusal(400, 'This caller ID is not allowed for outbound message'),
      means: { outcome: 'rejected', code: 'sender_invalid' },
    },
    {
      // https://github.com/plivo/plivo-node/blob/master/lib/rest/axios.js
      name: 'a country that is not enabled',
      answer: { status: 403, body: { api_id: requestId } },
      means: { outcome: 'rejected', code: 'region_blocked' },
    },
  ],
  deliveryReports: {
    webhooks: documentedWebhooks,
    proof: ['x-plivo-signature-v3', 'x-plivo-signature-v3-nonce'],
  },
});

function refusal(status: number, error: unknown): EmulatorAnswer {
  return { status, body: { api_id: requestId, error } };
}

function connect(config: Partial<Config> = {}) {
  return plivo({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

describe('a config', () => {
  const { authId, authToken } = emulator.config;
  const { powerpackUUID } = emulator.account;
  const from = '+12025550100';

  test.each([
    ['a number', { from }],
    ['a short code', { from: '12345' }],
    ['a name', { from: 'Acme2' }],
    ['a Powerpack', { powerpackUUID }],
    ['a subaccount', { from, authId: 'SA0123456789ABCDEFGH' }],
    ['a URL for reports', { from, deliveryReportUrl: 'https://example.com/plivo?y=1' }],
  ])('with %s is accepted', (_, config) => {
    expect(plivo({ authId, authToken, ...config, templates }).id).toBe('plivo');
  });

  test.each([
    ['no sender', {}, 'from', /^Required unless you set powerpackUUID\.$/],
    ['two senders', { from, powerpackUUID }, 'from', /^Remove one of from and powerpackUUID\.$/],
    ['a name too long', { from: 'AcmeCompany1' }, 'from', /up to 11/],
    ['a name with a space', { from: 'My Team' }, 'from', /letters and digits/],
    ['a number of no country', { from: '+0612345678' }, 'from', /E\.164/],
    ['a number too long', { from: '+123456789012345' }, 'from', /E\.164/],
    ['a path instead of a Powerpack', { powerpackUUID: '../x' }, 'powerpackUUID', /the UUID of/],
    ['the ID of another thing', { from, authId: '../x' }, 'authId', /^Must be MA, or SA/],
    ['a spaced token', { from, authToken: 'a b' }, 'authToken', /without spaces/],
    [
      'a URL of no handler',
      { from, deliveryReportUrl: 'https://example.com/sms/reports' },
      'deliveryReportUrl',
      /^The path must end in the ID of the connector/,
    ],
  ])('with %s is refused', async (_, config, path, wanted) => {
    const make = async () => plivo({ authId, authToken, ...config, templates });
    const error = await expectConnectorError(make());
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toMatchObject([{ path, message: expect.stringMatching(wanted) }]);
  });
});

describe('the request', () => {
  test('is the one that Plivo documents, and lets Plivo store no text', async () => {
    await connect().send(message);

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    const { authId, authToken, from } = emulator.config;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe(`/v1/Account/${authId}/Message/`);
    expect(request?.headers.authorization).toBe(`Basic ${btoa(`${authId}:${authToken}`)}`);
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      src: from,
      dst: '+33612345678',
      text: 'Your code is 314159.',
      type: 'sms',
      log: 'false',
    });
  });

  test('has what the config and the message add', async () => {
    const { powerpackUUID } = emulator.account;
    const deliveryReportUrl = 'https://example.com/reports/plivo';
    const sms = connect({ from: undefined, powerpackUUID, deliveryReportUrl, trackable: true });
    await sms.send({ ...message, expiresAt: new Date(Date.now() + 300_500) });
    const parameters: unknown = JSON.parse(emulator.requests[0]?.body ?? '');
    expect(parameters).toMatchObject({
      powerpack_uuid: powerpackUUID,
      url: deliveryReportUrl,
      method: 'POST',
      trackable: true,
    });
    expect(parameters).not.toHaveProperty('src');
    expect(emulator.messages[0]?.validitySeconds).toBe(300);
  });

  test.each([
    ['Cyrillic', 'я', 737],
    ['GSM-7', 'x', 1600],
  ])('has at most as much %s as Plivo takes', async (_, character, most) => {
    const sms = connect({ templates: [{ usageType: 'Generic', content: '{{code}}' }] });
    await sms.send({ ...message, payload: { code: character.repeat(most) } });
    const tooLong = { ...message, payload: { code: character.repeat(most + 1) } };
    expect(await expectConnectorError(sms.send(tooLong))).toMatchObject({
      code: 'content_rejected',
      outcome: 'rejected',
    });
    expect(emulator.requests).toHaveLength(1);
  });

  test('goes to Plivo by default', async () => {
    const urls = await attemptedUrls((http) =>
      plivo({ ...emulator.config, templates }, { http }).send(message),
    );
    expect(urls).toEqual([`https://api.plivo.com/v1/Account/${emulator.config.authId}/Message/`]);
  });
});

describe('an answer', () => {
  test('that accepts the message gives the receipt', async () => {
    // https://github.com/plivo/plivo-python/blob/master/tests/resources/fixtures/messageSendResponse.json
    answerNext({
      status: 202,
      body: {
        api_id: '948b53a2-3f08-11e7-b6f4-061564b78b75',
        message: 'message(s) queued',
        message_uuid: [messageId],
      },
    });
    expect(await connect().send(message)).toEqual({
      messageId,
      status: 'queued',
      encoding: 'GSM-7',
      segments: 1,
      provider: { id: 'plivo', requestId: '948b53a2-3f08-11e7-b6f4-061564b78b75' },
    });
  });

  test.each([
    ['no ID', { message: 'message(s) queued' }],
    ['an empty list', { message_uuid: [] }],
    ['another kind of ID', { message_uuid: ['33612345678'] }],
    ['an ID without a list', { message_uuid: messageId }],
    ['two IDs', { message_uuid: [messageId, messageId] }],
  ])('202 with %s is an invalid response', async (_, body) => {
    answerNext({ status: 202, body });
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });

  test.each([
    ['in other letters', 'insufficient credit.', 'insufficient_balance'],
    ['with more words', 'Insufficient Credit for +33612345678', 'unclassified'],
    ['that is no text', { credit: 0 }, 'unclassified'],
  ])('with words %s: %s', async (_, words, code) => {
    answerNext(refusal(400, words));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({ code, outcome: 'rejected', provider: { requestId } });
    expect(JSON.stringify(error)).not.toContain('33612345678');
    expect(error.provider.code).toBeUndefined();
  });

  test.each([
    [404, 'unclassified', 'rejected'],
    [405, 'unclassified', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('%i is %s', async (status, code, outcome) => {
    answerNext(refusal(status, 'Insufficient Credits'));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({ code, outcome });
  });

  test('500 has the outcome unknown, whatever its words', async () => {
    answerNext(refusal(500, 'Insufficient Credit'));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'provider_unavailable',
      outcome: 'unknown',
    });
  });
});
