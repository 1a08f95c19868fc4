import {
  AuthorizationErrorException,
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  InvalidParameterException,
  InvalidSecurityException,
  PublishCommand,
  type PublishCommandInput,
  SNSClient,
  type SNSClientConfig,
} from '@aws-sdk/client-sns';
import { sns, type SnsConfig } from '@sms-connectors/sns';
import { startSnsEmulator } from '@sms-connectors/sns/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedRequests } from '../../../test/attempted-requests.ts';

// AWS’s own SDK checks our requests by making the same ones, and the emulator by using it.
const emulator = await startSnsEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const { region, accessKeyId, secretAccessKey } = emulator.account;
const credentials = { accessKeyId, secretAccessKey };

function sdk(options: SNSClientConfig = {}) {
  return new SNSClient({
    region,
    credentials,
    endpoint: emulator.url,
    maxAttempts: 1,
    ...options,
  });
}

const whole = {
  originationNumber: '+14255550120',
  maxPrice: '0.10',
  indiaEntityId: '110123',
  templates: [
    { usageType: 'Generic', content: 'Your code is {{code}}.', indiaTemplateId: '110716' },
  ],
} satisfies Partial<SnsConfig>;

/** The request that a connector makes, away from any server. */
async function requestOf(config: Partial<SnsConfig> = {}) {
  const message = { to: '+919812345678', usageType: 'Generic', payload: { code: '1' } } as const;
  const [request] = await attemptedRequests((http) =>
    sns({ ...emulator.config, ...whole, ...config }, { http }).send(message),
  );
  if (request === undefined) throw new Error('Nothing was sent.');
  return request;
}

/** The request that the SDK makes for the same. */
async function sdkRequestOf(input: PublishCommandInput, regionOf = region) {
  const requests: { hostname: string; headers: Record<string, string>; body: string }[] = [];
  const client = new SNSClient({
    region: regionOf,
    credentials,
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: (typeof requests)[number]) => {
        requests.push(request);
        throw new Error('Nothing is sent.');
      },
    },
  });
  await client.send(new PublishCommand(input)).catch(() => undefined);
  const [request] = requests;
  if (request === undefined) throw new Error('The SDK sent nothing.');
  return request;
}

const text = (StringValue: string, DataType = 'String') => ({ DataType, StringValue });
const input: PublishCommandInput = {
  PhoneNumber: '+919812345678',
  Message: 'Your code is 1.',
  MessageAttributes: {
    'AWS.SNS.SMS.SMSType': text('Transactional'),
    'AWS.SNS.SMS.SenderID': text('Acme'),
    'AWS.MM.SMS.OriginationNumber': text('+14255550120'),
    'AWS.SNS.SMS.MaxPrice': text('0.10', 'Number'),
    'AWS.MM.SMS.EntityId': text('110123'),
    'AWS.MM.SMS.TemplateId': text('110716'),
  },
};

function parametersIn(body = '') {
  return Object.fromEntries(new URLSearchParams(body));
}

function publish(changes: Partial<PublishCommandInput> = {}, client = sdk()) {
  return client.send(new PublishCommand({ ...input, ...changes }));
}

describe('the request', () => {
  test('is the SDK’s own, parameter by parameter', async () => {
    const ours = await requestOf();
    // The SDK drops what SNS does not know, such as a misspelt parameter.
    const misspelt = { ...input, PhoneNumbers: '+919812345678' };
    const theirs = await sdkRequestOf(misspelt);
    expect(parametersIn(ours.body)).toEqual(parametersIn(theirs.body));
    expect(Object.keys(parametersIn(theirs.body))).toHaveLength(4 + 6 * 3);
    expect(ours.headers['content-type']).toBe(theirs.headers['content-type']);
  });

  test.each(['us-east-1', 'eu-west-3', 'us-gov-west-1', 'cn-north-1', 'eusc-de-east-1'])(
    'goes to the same host as the SDK’s, in %s',
    async (place) => {
      const ours = await requestOf({ region: place });
      const theirs = await sdkRequestOf(input, place);
      expect(ours.url).toBe(`https://${theirs.hostname}/`);
    },
  );
});

describe('the emulator, used by the SDK', () => {
  test('accepts a message', async () => {
    const { MessageId, $metadata } = await publish();
    expect(emulator.messages).toMatchObject([
      { messageId: MessageId, to: '+919812345678', from: 'Acme', text: 'Your code is 1.' },
    ]);
    expect($metadata.requestId).toMatch(/^[\da-f-]{36}$/);
  });

  test('names the sender that SNS chooses', async () => {
    const { 'AWS.SNS.SMS.SenderID': _, ...others } = input.MessageAttributes ?? {};
    await publish({ MessageAttributes: others });
    await publish({ MessageAttributes: {} });
    expect(emulator.messages.map(({ from }) => from)).toEqual(['+14255550120', 'NOTICE']);
  });

  test.each([
    ['a number that is none', { PhoneNumber: '0612345678' }],
    ['no text', { Message: '' }],
    ['a long text', { Message: 'x'.repeat(1601) }],
    ['an unknown attribute', { MessageAttributes: { 'AWS.SNS.SMS.Type': text('x') } }],
    ['an attribute of another type', { MessageAttributes: { 'AWS.SNS.SMS.MaxPrice': text('1') } }],
    ['a wrong value', { MessageAttributes: { 'AWS.SNS.SMS.SMSType': text('Urgent') } }],
    ['a topic', { TopicArn: 'arn:aws:sns:us-east-1:111122223333:events' }],
  ])('refuses %s', async (_, changes) => {
    await expect(publish(changes)).rejects.toBeInstanceOf(InvalidParameterException);
    expect(emulator.messages).toEqual([]);
  });

  test('throttles', async () => {
    emulator.fail({ kind: 'rate-limit' });
    await expect(publish()).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  test('denies the actions that the policy denies', async () => {
    await using other = await startSnsEmulator({ account: { deniedActions: ['Publish'] } });
    const denied = publish({}, sdk({ endpoint: other.url }));
    await expect(denied).rejects.toBeInstanceOf(AuthorizationErrorException);
  });

  test('refuses another secret and another region', async () => {
    const other = sdk({ credentials: { accessKeyId, secretAccessKey: 'another' } });
    await expect(publish({}, other)).rejects.toBeInstanceOf(InvalidSecurityException);
    const elsewhere = sdk({ region: 'eu-west-1' });
    await expect(publish({}, elsewhere)).rejects.toBeInstanceOf(InvalidSecurityException);
  });

  test('refuses another access key and an old request', async () => {
    const other = sdk({ credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey } });
    await expect(publish({}, other)).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    const old = sdk({ systemClockOffset: -20 * 60 * 1000 });
    await expect(publish({}, old)).rejects.toMatchObject({ name: 'RequestExpired' });
  });

  test('describes the account', async () => {
    const client = sdk();
    const status = await client.send(new GetSMSSandboxAccountStatusCommand({}));
    expect(status.IsInSandbox).toBe(false);
    const all = await client.send(new GetSMSAttributesCommand({}));
    expect(all.attributes).toEqual({ MonthlySpendLimit: '100' });
    const others = new GetSMSAttributesCommand({ attributes: ['DefaultSenderID'] });
    expect((await client.send(others)).attributes ?? {}).toEqual({});
  });
});
