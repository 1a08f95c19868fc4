import type { ConnectorOptions } from '@sms-connectors/core';
import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { aws, type AwsConfig, errorRows } from '@sms-connectors/aws';
import { startAwsEmulator } from '@sms-connectors/aws/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { confirmation, event, eventWebhook, startSns, topicArn, webhook } from './sns.ts';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

const emulator = await startAwsEmulator();
const sns = await startSns();
beforeEach(() => emulator.reset());
afterAll(async () => {
  await emulator.close();
  await sns[Symbol.asyncDispose]();
});

// Away from any emulator, the kit reads delivery reports: their certificate is in SNS.
const awsWithSns = Object.assign((config: AwsConfig, options: ConnectorOptions = {}) => {
  const { baseUrl, http = baseUrl === undefined ? sns.http : undefined } = options;
  return aws(config, { ...options, http });
}, aws);

const reported = {
  messageId: event.messageId,
  status: 'unconfirmed',
  at: new Date(event.eventTimestamp),
  provider: { id: 'aws', status: 'TEXT_SUCCESSFUL' },
} as const;

describeConnector({
  runner: { describe, test },
  connector: awsWithSns,
  config: { ...emulator.config, snsTopicArn: topicArn },
  packageUrl: new URL('..', import.meta.url),
  deliveryReports: {
    proof: ['$.Signature', '$.SigningCertURL', '$.SignatureVersion', '$.TopicArn', '$.Timestamp'],
    webhooks: [
      { name: 'an event', request: eventWebhook(), reports: [reported] },
      {
        name: 'an event signed with SHA-1',
        request: eventWebhook({}, { version: '1' }),
        reports: [reported],
      },
      { name: 'a subscription’s confirmation', request: webhook(confirmation), reports: [] },
    ],
    stale: eventWebhook({}, { at: Date.now() - 61 * 60 * 1000 }),
  },
  startEmulator: startAwsEmulator,
  // The members are those of each error in AWS’s API reference:
  // https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
  answers: [
    {
      name: 'a recipient who has opted out',
      answer: refusal('ConflictException', {
        Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
        ResourceType: 'opted-out-number',
      }),
      means: {
        outcome: 'rejected',
        code: 'opted_out',
        providerCode: 'ConflictException.DESTINATION_PHONE_NUMBER_OPTED_OUT',
      },
    },
    {
      name: 'a recipient that is no number',
      answer: refusal('ValidationException', {
        Reason: 'INVALID_PARAMETER',
        Fields: [{ Name: 'DestinationPhoneNumber', Message: 'It is no number.' }],
      }),
      means: {
        outcome: 'rejected',
        code: 'invalid_recipient',
        providerCode: 'ValidationException.INVALID_PARAMETER',
      },
    },
    {
      name: 'a pool that is not there',
      answer: refusal('ResourceNotFoundException', { ResourceType: 'pool', ResourceId: 'pool-1' }),
      means: {
        outcome: 'rejected',
        code: 'sender_invalid',
        providerCode: 'ResourceNotFoundException.pool',
      },
    },
    {
      name: 'a month’s limit that is reached',
      answer: refusal('ServiceQuotaExceededException', {
        Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
      }),
      means: { outcome: 'rejected', code: 'insufficient_balance' },
    },
    {
      name: 'an action that IAM denies',
      answer: refusal('AccessDeniedException', {}),
      means: {
        outcome: 'rejected',
        code: 'unauthorized',
        providerCode: 'AccessDeniedException',
      },
    },
    {
      name: 'a fault of AWS’s own',
      answer: refusal('InternalServerException', { RequestId: 'x' }, 500),
      means: {
        outcome: 'unknown',
        code: 'provider_unavailable',
        providerCode: 'InternalServerException',
      },
    },
  ],
});

function refusal(type: string, members: object = {}, status = 400): EmulatorAnswer {
  const body = {
    ['__type']: `com.amazonaws.pinpointsmsvoicev2#${type}`,
    Message: 'Words',
    ...members,
  };
  return { status, body };
}

function connect(config: Partial<AwsConfig> = {}) {
  const whole = { ...emulator.config, templates: [...templates], ...config };
  return aws(whole, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

const sent = () => JSON.parse(emulator.requests[0]?.body ?? '') as Record<string, unknown>;

describe('the request', () => {
  test('is the one that AWS documents', async () => {
    await connect().send(message);

    expect(emulator.requests).toHaveLength(1);
    const [request] = emulator.requests;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/');
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage',
    });
    expect(sent()).toEqual({
      DestinationPhoneNumber: '+33612345678',
      OriginationIdentity: emulator.config.originationIdentity,
      MessageBody: 'Your code is 314159.',
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: emulator.config.configurationSetName,
    });
  });

  test('has everything from the config', async () => {
    const [protectConfigurationId] = emulator.account.protectConfigurationIds;
    const { configurationSetName, ...others } = emulator.config;
    const whole = {
      ...others,
      protectConfigurationId,
      maxPrice: '.05',
      originationIdentity: 'Acme',
    };
    await aws({ ...whole, templates: [...templates] }, { baseUrl: emulator.url }).send(message);
    expect(configurationSetName).toBeDefined();
    expect(sent()).toEqual({
      DestinationPhoneNumber: '+33612345678',
      OriginationIdentity: 'Acme',
      MessageBody: 'Your code is 314159.',
      MessageType: 'TRANSACTIONAL',
      ProtectConfigurationId: protectConfigurationId,
      MaxPrice: '.05',
    });
  });

  test.each([
    ['within the range', 600.5, 600],
    ['shorter than AWS takes', 0.9, 5],
    ['longer than AWS takes', 900_000, 259_200],
  ])('carries an expiry %s as TimeToLive', async (_, seconds, timeToLive) => {
    const expiresAt = new Date(Date.now() + seconds * 1000);
    await connect().send({ ...message, expiresAt });
    expect(sent()['TimeToLive']).toBe(timeToLive);
  });

  test('has the registered text’s ID for India only', async () => {
    const registered = { ...templates[0], indiaTemplateId: '1107160000000000001' };
    const sms = connect({ indiaEntityId: '1101234560000000001', templates: [registered] });
    await sms.send(message);
    expect(sent()).not.toHaveProperty('DestinationCountryParameters');
    emulator.reset();
    await sms.send({ ...message, to: '+919812345678' });
    expect(sent()['DestinationCountryParameters']).toEqual({
      IN_ENTITY_ID: '1101234560000000001',
      IN_TEMPLATE_ID: '1107160000000000001',
    });
  });

  test('is also signed with temporary credentials', async () => {
    const temporary = { sessionToken: 'emulated-session-token' };
    await using other = await startAwsEmulator({ account: temporary });
    const sms = (config: object) =>
      aws({ ...other.config, templates: [...templates], ...config }, { baseUrl: other.url });
    await sms({}).send(message);
    expect(other.messages).toHaveLength(1);
    expect(
      await expectConnectorError(sms({ sessionToken: 'an-older-one' }).send(message)),
    ).toMatchObject({
      code: 'unauthorized',
      provider: { code: 'UnrecognizedClientException' },
    });
  });
});

describe('the receipt', () => {
  test('has AWS’s facts', async () => {
    expect(await connect().send({ ...message, payload: { code: 'x'.repeat(160) } })).toEqual({
      messageId: emulator.messages[0]?.messageId,
      status: 'accepted',
      encoding: 'GSM-7',
      segments: 2,
      provider: { id: 'aws', requestId: expect.stringMatching(/^[\da-f-]{36}$/) },
    });
  });

  test.each([
    ['no ID', {}],
    ['an empty ID', { MessageId: '' }],
    ['an ID that is a number', { MessageId: 33_612_345_678 }],
    ['an ID that is something else', { MessageId: '+33612345678' }],
  ])('is not made from an answer with %s', async (_, body) => {
    answerNext({ status: 200, body });
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('a refusal', () => {
  const synchronous = errorRows.filter(({ cause }) => !/^TEXT_| \(/.test(cause));

  test.each(synchronous)('with $cause is $code', async ({ cause: code, code: ours }) => {
    const [type = '', reason] = code.split('.');
    const member = type === 'ResourceNotFoundException' ? 'ResourceType' : 'Reason';
    answerNext(refusal(type, reason === undefined ? {} : { [member]: reason }));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code: ours,
      outcome: 'rejected',
      provider: { id: 'aws', code, httpStatus: 400 },
    });
    const { docsUrl } = errorRows.find(({ cause }) => cause === code) ?? {};
    expect(error.provider.docsUrl).toBe(docsUrl);
    expect(docsUrl).toMatch(
      /smsvoicev2\/(API_SendTextMessage|CommonErrors)\.html$|\/reference_sigv-troubleshooting\.html$/,
    );
    expect(JSON.stringify(error)).not.toContain('Words');
  });

  test.each([
    ['plain', { ['__type']: 'ThrottlingException' }, {}],
    ['in a namespace', { ['__type']: 'com.amazon.coral.availability#ThrottlingException' }, {}],
    ['in a header', {}, { 'x-amzn-errortype': 'ThrottlingException:http://internal.amazon.com/' }],
  ])('has its type %s', async (_, body, headers) => {
    answerNext({ status: 400, body, headers });
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'rate_limited',
      retryable: true,
      provider: { code: 'ThrottlingException' },
    });
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [403, 'unauthorized', 'rejected'],
    [413, 'unclassified', 'rejected'],
    [500, 'provider_unavailable', 'unknown'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with an unknown type falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(refusal('OddException', { Reason: 'ODD' }, status));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: 'OddException.ODD' },
    });
  });

  test('with a known type and HTTP 500 still has the outcome unknown', async () => {
    answerNext(refusal('ThrottlingException', {}, 500));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'rate_limited',
      outcome: 'unknown',
    });
  });

  test.each([
    ['destinationPhoneNumber', 'invalid_recipient'],
    ['MessageBody', 'content_rejected'],
    ['OriginationIdentity', 'sender_invalid'],
    ['MaxPrice', 'invalid_config'],
    ['Context', 'unclassified'],
  ])('about the field %s is %s', async (Name, code) => {
    answerNext(
      refusal('ValidationException', { Reason: 'FIELD_VALIDATION_FAILED', Fields: [{ Name }] }),
    );
    expect(await expectConnectorError(connect().send(message))).toMatchObject({ code });
  });

  test.each([['+33612345678'], [33_612_345_678], ['Your code is 314159.'], ['#'], [null]])(
    'with the type %o, which AWS has not, has no code',
    async (type) => {
      answerNext({ status: 400, body: { ['__type']: type, Reason: '+33612345678' } });
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
    },
  );

  test('has no reason that could be a phone number', async () => {
    answerNext(refusal('ConflictException', { Reason: '+33612345678' }));
    const error = await expectConnectorError(connect().send(message));
    expect(error.provider.code).toBe('ConflictException');
  });

  test('has AWS’s id of the request but not its words', async () => {
    const [optedOut] = ['+33612345678'];
    await using other = await startAwsEmulator({ account: { optedOutNumbers: [optedOut ?? ''] } });
    const sms = aws({ ...other.config, templates: [...templates] }, { baseUrl: other.url });
    const error = await expectConnectorError(sms.send(message));
    expect(error.code).toBe('opted_out');
    expect(error.provider.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(`${JSON.stringify(error)} ${error.stack}`).not.toContain('612345678');
  });
});
