import { createHash, createHmac } from 'node:crypto';
import {
  AccessDeniedException,
  AccessDeniedExceptionReason,
  ConflictException,
  ConflictExceptionReason,
  DescribeAccountAttributesCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeSenderIdsCommand,
  DescribeSpendLimitsCommand,
  EventType,
  MessageFeedbackStatus,
  PinpointSMSVoiceV2Client,
  type PinpointSMSVoiceV2ClientConfig,
  PutMessageFeedbackCommand,
  ResourceNotFoundException,
  ResourceType,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
  ServiceQuotaExceededExceptionReason,
  ThrottlingException,
  ValidationException,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SignatureV4 } from '@smithy/signature-v4';
import { aws, type AwsConfig, errorRows } from '@sms-connectors/aws';
import { startAwsEmulator } from '@sms-connectors/aws/emulator';
import * as fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { attemptedRequests } from '../../../test/attempted-requests.ts';
import { runs } from '../../../test/property-runs.ts';

// AWS’s own SDK checks our requests by making the same ones, and the emulator by using it.
const emulator = await startAwsEmulator({ account: { optedOutNumbers: ['+33699999999'] } });
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

const { region, accessKeyId, secretAccessKey } = emulator.account;
const credentials = { accessKeyId, secretAccessKey };

function sdk(options: PinpointSMSVoiceV2ClientConfig = {}) {
  return new PinpointSMSVoiceV2Client({
    region,
    credentials,
    endpoint: emulator.url,
    maxAttempts: 1,
    ...options,
  });
}

/** The request that a connector makes, away from any server. */
async function requestOf(config: Partial<AwsConfig>, expiresAt?: Date, payload = { code: '1' }) {
  const templates = [
    { usageType: 'Generic' as const, content: '{{code}}', indiaTemplateId: '110716' },
  ];
  const whole = { ...emulator.config, indiaEntityId: '110123', templates, ...config };
  const message = { to: '+919812345678', usageType: 'Generic', payload } as const;
  const [request] = await attemptedRequests((http) =>
    aws(whole, { http }).send({ ...message, ...(expiresAt && { expiresAt }) }),
  );
  if (request === undefined) throw new Error('Nothing was sent.');
  return request;
}

/** The request that the SDK makes for the same. */
async function sdkRequestOf(input: SendTextMessageCommandInput, regionOf = region) {
  const requests: { hostname: string; headers: Record<string, string>; body: Uint8Array }[] = [];
  const client = new PinpointSMSVoiceV2Client({
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
  await client.send(new SendTextMessageCommand(input)).catch(() => undefined);
  const [request] = requests;
  if (request === undefined) throw new Error('The SDK sent nothing.');
  return request;
}

describe('the request', () => {
  const config = {
    maxPrice: '0.10',
    protectConfigurationId: 'protect-0123456789abcdef0123456789abcdef',
  };

  test('is the SDK’s own, member by member', async () => {
    const ours = await requestOf(config, new Date(Date.now() + 300_500));
    const input = JSON.parse(ours.body ?? '') as SendTextMessageCommandInput;
    const misspelt = { ...input, MaximumPrice: '0.10' };
    const theirs = await sdkRequestOf(misspelt);
    // The SDK drops what AWS does not know, as it drops the misspelt member.
    expect(JSON.parse(new TextDecoder().decode(theirs.body))).toEqual(input);
    expect(Object.keys(input).toSorted()).toEqual([
      'ConfigurationSetName',
      'DestinationCountryParameters',
      'DestinationPhoneNumber',
      'MaxPrice',
      'MessageBody',
      'MessageType',
      'OriginationIdentity',
      'ProtectConfigurationId',
      'TimeToLive',
    ]);
    for (const name of ['content-type', 'x-amz-target']) {
      expect(ours.headers[name]).toBe(theirs.headers[name]);
    }
  });

  test.each([
    'us-east-1',
    'eu-west-3',
    'ap-southeast-2',
    'us-gov-west-1',
    'cn-north-1',
    'eusc-de-east-1',
  ])('goes to the same host as the SDK’s, in %s', async (place) => {
    const ours = await requestOf({ region: place, snsTopicArn: undefined });
    const theirs = await sdkRequestOf({ DestinationPhoneNumber: '+33612345678' }, place);
    expect(ours.url).toBe(`https://${theirs.hostname}/`);
  });

  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
  test('has the signature of AWS’s own signer for any text', async () => {
    const property = fc.asyncProperty(
      words,
      fc.option(fc.stringMatching(/^[!-~]{20,60}$/), { nil: undefined }),
      async (code, sessionToken) => {
        const { url, body = '', headers } = await requestOf({ sessionToken }, undefined, { code });
        const signer = new SignatureV4({
          region,
          service: 'sms-voice',
          credentials: { ...credentials, ...(sessionToken && { sessionToken }) },
          sha256: Sha256,
          applyChecksum: false,
        });
        const { hostname } = new URL(url);
        const signed = await signer.sign(
          {
            method: 'POST',
            protocol: 'https:',
            hostname,
            path: '/',
            body,
            headers: {
              host: hostname,
              'content-type': headers['content-type'] ?? '',
              'x-amz-target': headers['x-amz-target'] ?? '',
            },
          },
          { signingDate: dateOf(headers['x-amz-date'] ?? '') },
        );
        expect(headers).toEqual({ ...without(signed.headers, 'host') });
      },
    );
    await fc.assert(property, runs(200));
  });
});

class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secret === 'string' ? secret : bytesOf(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {
    throw new Error('Each hash is used once.');
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

function dateOf(date: string): Date {
  return new Date(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

describe('the known errors', () => {
  const reasons = {
    AccessDeniedException: AccessDeniedExceptionReason,
    ConflictException: ConflictExceptionReason,
    ResourceNotFoundException: ResourceType,
    ServiceQuotaExceededException: ServiceQuotaExceededExceptionReason,
    ValidationException: ValidationExceptionReason,
  };

  // Why the others have no row.
  const reasonsWithoutRow = {
    AccessDeniedException: {},
    ConflictException: {
      'about managing senders, registrations and configurations': [
        'CREATE_REGISTRATION_VERSION_NOT_ALLOWED',
        'DELETION_PROTECTION_ENABLED',
        'DISASSOCIATE_REGISTRATION_NOT_ALLOWED',
        'DISCARD_REGISTRATION_VERSION_NOT_ALLOWED',
        'EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED',
        'EVENT_DESTINATION_MISMATCH',
        'KEYWORD_MISMATCH',
        'LAST_PHONE_NUMBER',
        'NOTIFY_CONFIGURATION_NOT_ACTIVE',
        'OPT_OUT_LIST_MISMATCH',
        'PHONE_NUMBER_ASSOCIATED_TO_POOL',
        'PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION',
        'PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL',
        'PHONE_NUMBER_NOT_IN_REGISTRATION_REGION',
        'POOL_ASSOCIATED_TO_NOTIFY_CONFIGURATION',
        'PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET',
        'PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT',
        'PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET',
        'RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE',
        'RCS_AGENT_ASSOCIATED_TO_POOL',
        'REGISTRATION_ALREADY_SUBMITTED',
        'REGISTRATION_NOT_COMPLETE',
        'RESOURCE_ALREADY_ASSOCIATED',
        'RESOURCE_ALREADY_EXISTS',
        'RESOURCE_DELETION_NOT_ALLOWED',
        'RESOURCE_MODIFICATION_NOT_ALLOWED',
        'RESOURCE_NOT_EMPTY',
        'SELF_MANAGED_OPT_OUTS_MISMATCH',
        'SENDER_ID_ASSOCIATED_TO_POOL',
        'SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED',
        'TWO_WAY_CONFIG_MISMATCH',
        'VERIFICATION_ALREADY_COMPLETE',
        'VERIFICATION_CODE_EXPIRED',
      ],
    },
    ResourceNotFoundException: {
      'not named in a request to send': [
        'account',
        'event-destination',
        'keyword',
        'message-template',
        'notify-configuration',
        'notify-template',
        'opted-out-number',
        'opt-out-list',
        'policy',
        'registration',
        'registration-attachment',
        'verified-destination-number',
      ],
    },
    ServiceQuotaExceededException: {
      'about other messages': [
        'DAILY_DESTINATION_CALL_LIMIT',
        'DAILY_NOTIFY_TIER_MESSAGE_LIMIT',
        'MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA',
        'MONTHLY_SPEND_LIMIT_REACHED_FOR_NOTIFY',
        'MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE',
      ],
      'about how many an account may have': [
        'ASSOCIATIONS_PER_REGISTRATION',
        'CONFIGURATION_SETS_PER_ACCOUNT',
        'EVENT_DESTINATIONS_PER_CONFIGURATION_SET',
        'KEYWORDS_PER_PHONE_NUMBER',
        'KEYWORDS_PER_POOL',
        'NOTIFY_CONFIGURATIONS_PER_ACCOUNT',
        'OPT_OUT_LISTS_PER_ACCOUNT',
        'ORIGINATION_IDENTITIES_PER_POOL',
        'PHONE_NUMBERS_PER_ACCOUNT',
        'PHONE_NUMBERS_PER_REGISTRATION',
        'POOLS_PER_ACCOUNT',
        'PROTECT_CONFIGURATIONS_PER_ACCOUNT',
        'RCS_AGENTS_PER_ACCOUNT',
        'REGISTRATIONS_PER_ACCOUNT',
        'REGISTRATION_ATTACHMENTS_CREATED_PER_DAY',
        'REGISTRATION_ATTACHMENTS_PER_ACCOUNT',
        'REGISTRATION_VERSIONS_CREATED_PER_DAY',
        'SENDER_IDS_PER_ACCOUNT',
        'TAGS_PER_RESOURCE',
        'VERIFICATION_ATTEMPTS_PER_DAY',
        'VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT',
      ],
    },
    ValidationException: {
      'the field that the error names decides': [
        'CANNOT_PARSE',
        'FIELD_VALIDATION_FAILED',
        'INVALID_PARAMETER',
        'INVALID_REQUEST',
        'MAXIMUM_SIZE_EXCEEDED',
        'MISSING_PARAMETER',
        'OTHER',
        'PARAMETERS_CANNOT_BE_USED_TOGETHER',
        'UNKNOWN_OPERATION',
        'UNSPECIFIED_PARAMETER_NOT_SUPPORTED',
      ],
      'AWS does not say what it means for a message': [
        'CHANNEL_NOT_ENABLED',
        'COUNTRY_CODE_MISMATCH',
      ],
      'about other requests': [
        'ATTACHMENT_TYPE_NOT_SUPPORTED',
        'CANNOT_ADD_OPTED_OUT_NUMBER',
        'INVALID_FILTER_VALUES',
        'INVALID_NEXT_TOKEN',
        'INVALID_REGISTRATION_ASSOCIATION',
        'MEDIA_TYPE_NOT_SUPPORTED',
        'PHONE_NUMBER_CANNOT_BE_OPTED_IN',
        'PHONE_NUMBER_CANNOT_BE_RELEASED',
        'REGISTRATION_FIELD_CANNOT_BE_DELETED',
        'REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT',
        'TWO_WAY_CHANNEL_NOT_PRESENT',
        'TWO_WAY_NOT_ENABLED',
        'TWO_WAY_NOT_SUPPORTED_IN_COUNTRY',
        'TWO_WAY_NOT_SUPPORTED_IN_REGION',
        'TWO_WAY_TOPIC_NOT_PRESENT',
        'UNKNOWN_REGISTRATION_FIELD',
        'UNKNOWN_REGISTRATION_SECTION',
        'UNKNOWN_REGISTRATION_TYPE',
        'UNKNOWN_REGISTRATION_VERSION',
        'VERIFICATION_CODE_MISMATCH',
        'VOICE_CAPABILITY_NOT_AVAILABLE',
      ],
    },
  } satisfies Readonly<Record<keyof typeof reasons, Readonly<Record<string, readonly string[]>>>>;

  const codes = errorRows.map(({ cause }) => cause);
  test.each(codes.filter((code) => code.includes('.')))('%s is one of AWS’s', (code) => {
    const [type, reason] = code.split('.') as [keyof typeof reasons, string];
    expect(Object.values(reasons[type])).toContain(reason);
  });

  test.each(Object.keys(reasons) as (keyof typeof reasons)[])(
    'include each reason of %s, or say why not',
    (type) => {
      const known = codes.filter((code) => code.startsWith(`${type}.`));
      const explained = Object.values<readonly string[]>(reasonsWithoutRow[type]).flat();
      expect(
        [...known.map((code) => code.slice(type.length + 1)), ...explained].toSorted(),
      ).toEqual(Object.values<string>(reasons[type]).toSorted());
    },
  );

  test('include the errors of all AWS APIs, or say why not', () => {
    // https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/CommonErrors.html
    const common = [
      'AccessDeniedException',
      'ExpiredTokenException',
      'IncompleteSignature',
      'InternalFailure',
      'NotAuthorized',
      'OptInRequired',
      'RequestExpired',
      'ServiceUnavailable',
      'ThrottlingException',
      'UnrecognizedClientException',
    ];
    // Their HTTP status says as much.
    const others = new Set([
      'MalformedHttpRequestException',
      'RequestAbortedException',
      'RequestEntityTooLargeException',
      'RequestTimeoutException',
      'UnknownOperationException',
      'ValidationError',
    ]);
    expect(codes).toEqual(expect.arrayContaining(common));
    expect(codes.filter((code) => others.has(code))).toEqual([]);
  });

  test('include each member of a request that AWS may find invalid', async () => {
    const { body = '' } = await requestOf(
      { maxPrice: '0.10', protectConfigurationId: 'protect-1', messageFeedback: true },
      new Date(Date.now() + 300_500),
    );
    // The connector decides the type itself.
    const members = Object.keys(JSON.parse(body) as object).filter(
      (name) => name !== 'MessageType',
    );
    const fields = codes.flatMap((code) => /^ValidationException \((\w+)\)$/.exec(code)?.[1] ?? []);
    expect(fields.toSorted()).toEqual(members.toSorted());
  });

  test('include every event of a failed delivery', () => {
    const known = codes.filter((code) => code.startsWith('TEXT_'));
    const others = ['ALL', 'SENT', 'PENDING', 'QUEUED', 'SUCCESSFUL', 'DELIVERED', 'UNKNOWN'];
    const theirs = Object.values(EventType).filter((type) => type.startsWith('TEXT_'));
    expect([...known, ...others.map((type) => `TEXT_${type}`)].toSorted()).toEqual(
      theirs.toSorted(),
    );
  });
});

describe('the emulator, used by the SDK', () => {
  const input = { DestinationPhoneNumber: '+33612345678', MessageBody: 'Your code is 314159.' };
  const send = (changes: Partial<SendTextMessageCommandInput> = {}, client = sdk()) =>
    client.send(new SendTextMessageCommand({ ...input, ...changes }));

  test('accepts a message', async () => {
    const { MessageId, $metadata } = await send({ OriginationIdentity: 'Acme', TimeToLive: 300 });
    expect(emulator.messages).toMatchObject([
      { messageId: MessageId, to: '+33612345678', from: 'Acme', text: input.MessageBody },
    ]);
    expect($metadata.requestId).toMatch(/^[\da-f-]{36}$/);
  });

  test('checks a dry run and does not send it', async () => {
    expect(await send({ DryRun: true })).toHaveProperty('MessageId');
    const wrong = send({ DryRun: true, OriginationIdentity: 'Other' });
    await expect(wrong).rejects.toBeInstanceOf(ResourceNotFoundException);
    expect(emulator.messages).toEqual([]);
  });

  test.each([
    ['an opted-out number', { DestinationPhoneNumber: '+33699999999' }, ConflictException],
    ['another’s sender', { OriginationIdentity: 'Other' }, ResourceNotFoundException],
    ['a wrong value', { TimeToLive: 4 }, ValidationException],
  ])('refuses %s', async (_, changes, kind) => {
    const error: unknown = await send(changes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect(error).toHaveProperty('name', kind.name);
  });

  test('names the reason', async () => {
    const error: unknown = await send({ DestinationPhoneNumber: '+33699999999' }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' });
  });

  test('throttles', async () => {
    emulator.fail({ kind: 'rate-limit' });
    await expect(send()).rejects.toBeInstanceOf(ThrottlingException);
  });

  test('denies the operations that the policy denies', async () => {
    const deniedOperations = ['SendTextMessage'];
    await using other = await startAwsEmulator({ account: { deniedOperations } });
    await expect(send({}, sdk({ endpoint: other.url }))).rejects.toBeInstanceOf(
      AccessDeniedException,
    );
  });

  test.each([
    ['secret', { secretAccessKey: 'another' }, 'InvalidSignatureException'],
    ['access key', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, 'UnrecognizedClientException'],
    ['session', { sessionToken: 'another' }, 'UnrecognizedClientException'],
  ])('refuses another %s', async (_, changes, name) => {
    const client = sdk({ credentials: { ...credentials, ...changes } });
    await expect(send({}, client)).rejects.toMatchObject({ name });
    await expect(send({}, sdk({ region: 'eu-west-1' }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });

  test('refuses an old request', async () => {
    const client = sdk({ systemClockOffset: -20 * 60 * 1000 });
    await expect(send({}, client)).rejects.toMatchObject({ name: 'RequestExpired' });
  });

  test('accepts feedback on its messages only', async () => {
    const client = sdk();
    const { MessageId } = await send({ MessageFeedbackEnabled: true }, client);
    const feedback = { MessageId, MessageFeedbackStatus: MessageFeedbackStatus.RECEIVED };
    const answer = await client.send(new PutMessageFeedbackCommand(feedback));
    expect(answer).toMatchObject(feedback);
    const unknown = new PutMessageFeedbackCommand({ ...feedback, MessageId: 'unknown' });
    await expect(client.send(unknown)).rejects.toMatchObject({ ResourceType: 'message' });
  });

  test('describes the account and its senders', async () => {
    const client = sdk();
    const attributes = await client.send(new DescribeAccountAttributesCommand({}));
    expect(attributes.AccountAttributes).toEqual([{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }]);
    const limits = await client.send(new DescribeSpendLimitsCommand({}));
    expect(limits.SpendLimits).toMatchObject([{ EnforcedLimit: 100 }]);
    const numbers = await client.send(new DescribePhoneNumbersCommand({}));
    expect(numbers.PhoneNumbers).toMatchObject([{ PhoneNumber: '+14255550120' }]);
    const pools = await client.send(new DescribePoolsCommand({}));
    expect(pools.Pools).toMatchObject([{ PoolId: emulator.config.originationIdentity }]);
    const Filters = [{ Name: 'sender-id' as const, Values: ['Acme'] }];
    const senders = await client.send(new DescribeSenderIdsCommand({ Filters }));
    expect(senders.SenderIds).toMatchObject([{ SenderId: 'Acme' }]);
  });
});
