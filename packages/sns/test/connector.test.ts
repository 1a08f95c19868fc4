import {
  describeConnector,
  type EmulatorAnswer,
  expectConnectorError,
} from '@sms-connectors/core/testing';
import { errorRows, sns, type SnsConfig } from '@sms-connectors/sns';
import { startSnsEmulator } from '@sms-connectors/sns/emulator';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } } as const;

const emulator = await startSnsEmulator({ account: { optedOutNumbers: ['+33699999999'] } });
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: sns,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startSnsEmulator,
  answers: [
    {
      // https://repost.aws/knowledge-center/sns-invalid-parameter-error-api-call
      name: 'a recipient that is no number',
      answer: refusal('InvalidParameter', 400, 'Invalid parameter: PhoneNumber Reason: words'),
      means: {
        outcome: 'rejected',
        code: 'invalid_recipient',
        providerCode: 'InvalidParameter.PhoneNumber',
      },
    },
    {
      // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
      name: 'an action that IAM denies',
      answer: refusal('AuthorizationError', 403),
      means: { outcome: 'rejected', code: 'unauthorized', providerCode: 'AuthorizationError' },
    },
    {
      // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
      name: 'a fault of SNS',
      answer: refusal('InternalError', 500),
      means: { outcome: 'unknown', code: 'provider_unavailable', providerCode: 'InternalError' },
    },
    {
      // https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
      name: 'too many requests',
      answer: refusal('ThrottlingException', 400),
      means: { outcome: 'rejected', code: 'rate_limited', providerCode: 'ThrottlingException' },
    },
  ],
});

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization */
function refusal(code: string, status = 400, text = 'Words'): EmulatorAnswer {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error><RequestId>c6101522-8f6a-5d59-8e6e-cb9bc1bf0c9f</RequestId></ErrorResponse>`;
  return { status, body };
}

function connect(config: Partial<SnsConfig> = {}) {
  const whole = { ...emulator.config, templates: [...templates], ...config };
  return sns(whole, { baseUrl: emulator.url });
}

function answerNext(answer: EmulatorAnswer): void {
  emulator.fail({ kind: 'answer', answer });
}

const attributes = () => emulator.messages[0]?.parameters;

describe('a config', () => {
  const registered = { ...templates[0], indiaTemplateId: '1107160000000000001' };

  test.each([
    ['a sender ID of one letter', { senderId: 'A' }],
    ['a short code', { originationNumber: '12345' }],
    ['a whole price', { maxPrice: '1' }],
    ['a region in China', { region: 'cn-north-1' }],
    ['a text registered in India', { indiaEntityId: '110123', templates: [registered] }],
  ])('with %s is accepted', (_, config: object) => {
    expect(connect(config).id).toBe('sns');
  });

  test.each([
    ['a host for a region', { region: 'us-east-1.attacker.example' }, 'region'],
    ['a secret for an access key', { accessKeyId: 'nobody-may-see' }, 'accessKeyId'],
    ['a space in a secret', { secretAccessKey: 'nobody-may-see ' }, 'secretAccessKey'],
    ['a sender ID with a space', { senderId: 'Acme Inc' }, 'senderId'],
    ['a sender ID without a letter', { senderId: '12345' }, 'senderId'],
    ['a long sender ID', { senderId: 'AcmeAcmeAcme' }, 'senderId'],
    ['a name for a number', { originationNumber: 'Acme' }, 'originationNumber'],
    ['a negative price', { maxPrice: '-1' }, 'maxPrice'],
    ['a registered text and no entity', { templates: [registered] }, 'indiaEntityId'],
  ])('with %s is refused', async (_, config: object, path) => {
    const error = await expectConnectorError(() => connect(config));
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues?.map((issue) => issue.path)).toContain(path);
    expect(JSON.stringify(error)).not.toContain('nobody-may-see');
  });
});

describe('the request', () => {
  test('has everything from the config', async () => {
    await connect({ originationNumber: '+14255550120', maxPrice: '0.10' }).send(message);
    expect(attributes()).toEqual({
      'AWS.SNS.SMS.SMSType': 'Transactional',
      'AWS.SNS.SMS.SenderID': 'Acme',
      'AWS.MM.SMS.OriginationNumber': '+14255550120',
      'AWS.SNS.SMS.MaxPrice': '0.10',
    });
  });

  test('has no sender of its own', async () => {
    await connect({ senderId: undefined }).send(message);
    expect(attributes()).toEqual({ 'AWS.SNS.SMS.SMSType': 'Transactional' });
  });

  test('has the registered text’s ID for India only', async () => {
    const registered = { ...templates[0], indiaTemplateId: '1107160000000000001' };
    const sms = connect({ indiaEntityId: '1101234560000000001', templates: [registered] });
    await sms.send(message);
    expect(attributes()).not.toHaveProperty('AWS.MM.SMS.EntityId');
    emulator.reset();
    await sms.send({ ...message, to: '+919812345678' });
    expect(attributes()).toMatchObject({
      'AWS.MM.SMS.EntityId': '1101234560000000001',
      'AWS.MM.SMS.TemplateId': '1107160000000000001',
    });
  });

  test('carries any text', async () => {
    const code = '1&2=3+4 %20 é “€” 😀<&>';
    await connect().send({ ...message, payload: { code } });
    expect(emulator.messages[0]?.text).toBe(`Your code is ${code}.`);
  });

  test('is also signed with temporary credentials', async () => {
    const temporary = { sessionToken: 'emulated-session-token' };
    await using other = await startSnsEmulator({ account: temporary });
    const send = (config: object) =>
      sns({ ...other.config, templates: [...templates], ...config }, { baseUrl: other.url }).send(
        message,
      );
    await send({});
    expect(other.messages).toHaveLength(1);
    expect(await expectConnectorError(send({ sessionToken: 'an-older-one' }))).toMatchObject({
      code: 'unauthorized',
      provider: { code: 'UnrecognizedClientException' },
    });
  });
});

describe('the receipt', () => {
  test('has the facts of SNS', async () => {
    expect(await connect().send(message)).toMatchObject({
      messageId: emulator.messages[0]?.messageId,
      status: 'accepted',
      provider: { id: 'sns', requestId: expect.stringMatching(/^[\da-f-]{36}$/) },
    });
  });

  test('is also that of a message to a number that has opted out', async () => {
    const { messageId } = await connect().send({ ...message, to: '+33699999999' });
    expect(messageId).toMatch(/^[\da-f-]{36}$/);
    expect(emulator.messages).toEqual([]);
  });

  test.each([
    ['no ID', '<PublishResponse></PublishResponse>'],
    ['an empty ID', '<MessageId></MessageId>'],
    ['an ID that is something else', '<MessageId>+33612345678</MessageId>'],
    ['an ID inside an attribute', '<a b="<MessageId>"/>'],
    ['a JSON object', '{"MessageId":"94f20ce6-13c5-43a0-9a9e-ca52d816e90b"}'],
  ])('is not made from an answer with %s', async (_, body) => {
    answerNext({ status: 200, body });
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'invalid_response',
      outcome: 'unknown',
    });
  });
});

describe('a refusal', () => {
  const rows = errorRows.filter(({ cause }) => !cause.includes('.'));

  test.each(rows)('with $cause is $code', async ({ cause, code, docsUrl }) => {
    answerNext(refusal(cause));
    const error = await expectConnectorError(connect().send(message));
    expect(error).toMatchObject({
      code,
      outcome: 'rejected',
      provider: { id: 'sns', code: cause, httpStatus: 400, docsUrl },
    });
    expect(JSON.stringify(error)).not.toContain('Words');
  });

  test.each([
    [400, 'unclassified', 'rejected'],
    [403, 'unauthorized', 'rejected'],
    [429, 'rate_limited', 'rejected'],
    [503, 'provider_unavailable', 'unknown'],
  ])('with an unknown code falls back to HTTP %i: %s', async (status, code, outcome) => {
    answerNext(refusal('OddError', status));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code,
      outcome,
      provider: { code: 'OddError' },
    });
  });

  test('about another parameter does not blame the recipient', async () => {
    const text = 'Invalid parameter: Message Reason: it names PhoneNumber';
    answerNext(refusal('InvalidParameter', 400, text));
    expect(await expectConnectorError(connect().send(message))).toMatchObject({
      code: 'unclassified',
      provider: { code: 'InvalidParameter' },
    });
  });

  test.each(['+33612345678', 'Your code is 314159.', '#', ''])(
    'with the code %o, which AWS has not, has no code',
    async (code) => {
      answerNext(refusal(code));
      const error = await expectConnectorError(connect().send(message));
      expect(error.code).toBe('unclassified');
      expect(error.provider).not.toHaveProperty('code');
    },
  );
});
