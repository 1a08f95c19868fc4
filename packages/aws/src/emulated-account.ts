import { parseJsonObject } from '@sms-connectors/core';
import type {
  EmulatedMessage,
  EmulatorAnswer,
  EmulatorRequest,
  EmulatorTools,
} from '@sms-connectors/core/testing';
import { simulatorNumbers } from './simulator.ts';

/** The emulated account and what belongs to it. */
export interface AwsAccount {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** If the access key is temporary. */
  readonly sessionToken?: string | undefined;
  /** In the sandbox, messages go only to verified numbers and to those of the simulator. */
  readonly tier: 'SANDBOX' | 'PRODUCTION';
  /** In US dollars a month. */
  readonly spendLimit: number;
  readonly phoneNumbers: readonly string[];
  readonly senderIds: readonly string[];
  readonly poolIds: readonly string[];
  readonly configurationSets: readonly string[];
  readonly protectConfigurationIds: readonly string[];
  readonly verifiedNumbers: readonly string[];
  readonly optedOutNumbers: readonly string[];
  readonly snsTopicArn: string;
  /** Operations that the access key's policy denies. */
  readonly deniedOperations: readonly string[];
}

export const emulatedAccount: AwsAccount = {
  region: 'us-east-1',
  accessKeyId: 'AKIAEMULATEDACCOUNT0',
  secretAccessKey: 'emulated-secret-access-key',
  tier: 'PRODUCTION',
  spendLimit: 100,
  phoneNumbers: ['+14255550120'],
  senderIds: ['Acme'],
  poolIds: [`pool-${'0'.repeat(32)}`],
  configurationSets: ['emulated-configuration-set'],
  protectConfigurationIds: [`protect-${'0'.repeat(32)}`],
  verifiedNumbers: [],
  optedOutNumbers: [],
  snsTopicArn: 'arn:aws:sns:us-east-1:111122223333:emulated-events',
  deniedOperations: [],
};

type Keep = (message: EmulatedMessage) => void;
interface State {
  readonly account: AwsAccount;
  /** The messages that were sent. */
  readonly messages: readonly EmulatedMessage[];
  readonly recordConversion: EmulatorTools['recordConversion'];
}
type Input = Readonly<{ [name: string]: unknown }>;

/** AWS's answer to a request with a valid signature. */
export function answerTo(
  state: State,
  { headers, body }: EmulatorRequest,
  keep: Keep,
): EmulatorAnswer {
  const operation = /^PinpointSMSVoiceV2\.(\w+)$/.exec(String(headers['x-amz-target']))?.[1] ?? '';
  const handle = operations[operation];
  if (handle === undefined) {
    return refusal('UnknownOperationException', 'The operation is not recognized.', {}, 404);
  }
  if (state.account.deniedOperations.includes(operation)) {
    const message = `User is not authorized to perform: sms-voice:${operation}`;
    return refusal('AccessDeniedException', message);
  }
  const input = parseJsonObject(body);
  return input === undefined
    ? refusal('SerializationException', 'The body is not a JSON object.')
    : handle(state, input, keep);
}

const operations: Readonly<{
  [name: string]: (state: State, input: Input, keep: Keep) => EmulatorAnswer;
}> = {
  SendTextMessage: ({ account }, input, keep) => {
    const error =
      inputError(input) ?? resourceError(account, input) ?? recipientError(account, input);
    if (error !== undefined) return error;
    const messageId = crypto.randomUUID();
    if (input['DryRun'] === true) return answer({ MessageId: messageId });
    const parameters = Object.entries(input).map(
      ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
    );
    keep({
      messageId,
      to: recipientOf(input),
      from: senderOf(account, textIn(input, 'OriginationIdentity')),
      text: textIn(input, 'MessageBody') ?? '',
      at: new Date(),
      parameters: Object.fromEntries(parameters),
      ...(input['TimeToLive'] !== undefined && { validitySeconds: Number(input['TimeToLive']) }),
    });
    return answer({ MessageId: messageId });
  },
  PutMessageFeedback: ({ messages, recordConversion }, { MessageId, MessageFeedbackStatus }) => {
    if (MessageFeedbackStatus !== 'RECEIVED' && MessageFeedbackStatus !== 'FAILED') {
      return invalidField('MessageFeedbackStatus');
    }
    const message = messages.find(({ messageId }) => messageId === MessageId);
    if (message === undefined) return notFound('message', String(MessageId));
    const used = MessageFeedbackStatus === 'RECEIVED';
    recordConversion({ messageId: message.messageId, used });
    return answer({ MessageId, MessageFeedbackStatus });
  },
  DescribeAccountAttributes: ({ account: { tier } }) =>
    answer({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: tier }] }),
  DescribeSpendLimits: ({ account: { spendLimit } }) => {
    const limit = { EnforcedLimit: spendLimit, MaxLimit: spendLimit, Overridden: false };
    return answer({ SpendLimits: [{ Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', ...limit }] });
  },
  DescribePhoneNumbers: ({ account: { phoneNumbers } }, { PhoneNumberIds: ids }) => {
    if (Array.isArray(ids)) return notFound('phone-number', String(ids[0]));
    const active = { Status: 'ACTIVE', MessageType: 'TRANSACTIONAL', NumberCapabilities: ['SMS'] };
    return answer({ PhoneNumbers: phoneNumbers.map((own) => ({ PhoneNumber: own, ...active })) });
  },
  DescribePools: ({ account: { poolIds } }, { PoolIds: ids = poolIds }) => {
    const id = (ids as readonly string[]).find((wanted) => !poolIds.includes(wanted));
    if (id !== undefined) return notFound('pool', id);
    const active = { Status: 'ACTIVE', MessageType: 'TRANSACTIONAL' };
    return answer({ Pools: (ids as readonly string[]).map((PoolId) => ({ PoolId, ...active })) });
  },
  DescribeSenderIds: (
    { account: { senderIds } },
    { Filters: [filter] = [] }: { Filters?: { Values: string[] }[] },
  ) => {
    const found = senderIds.filter((own) => filter?.Values.includes(own) ?? true);
    const types = { MessageTypes: ['TRANSACTIONAL'] };
    return answer({ SenderIds: found.map((SenderId) => ({ SenderId, ...types })) });
  },
};

// As in AWS’s model: https://github.com/aws/api-models-aws/tree/main/models/pinpoint-sms-voice-v2
const patterns: Readonly<{ [name: string]: RegExp }> = {
  DestinationPhoneNumber: /^\+?[1-9]\d{1,18}$/,
  OriginationIdentity: /^[A-Za-z0-9_:/+-]{1,256}$/,
  MessageBody: /^(?!\s*$)[\s\S]{1,1600}$/,
  MessageType: /^(TRANSACTIONAL|PROMOTIONAL)$/,
  ConfigurationSetName: /^[A-Za-z0-9_:/-]{1,256}$/,
  ProtectConfigurationId: /^[A-Za-z0-9_:/-]{1,256}$/,
  MaxPrice: /^(?=.{2,8}$)\d{0,2}\.\d{1,5}$/,
};

function inputError(input: Input): EmulatorAnswer | undefined {
  if (input['DestinationPhoneNumber'] === undefined) {
    return invalidField('DestinationPhoneNumber', 'MISSING_PARAMETER');
  }
  const field = Object.entries(patterns).find(([name, pattern]) => {
    const value = input[name];
    return value !== undefined && !(typeof value === 'string' && pattern.test(value));
  });
  if (field !== undefined) return invalidField(field[0]);
  const { TimeToLive: seconds = 5, DestinationCountryParameters: parameters = {} } = input;
  const isSeconds = Number.isInteger(seconds) && 5 <= Number(seconds) && Number(seconds) <= 259_200;
  if (!isSeconds) return invalidField('TimeToLive');
  const areKnown = Object.entries(parameters as object).every(
    ([name, value]) => /^IN_(ENTITY|TEMPLATE)_ID$/.test(name) && /^\S{1,64}$/.test(String(value)),
  );
  return areKnown ? undefined : invalidField('DestinationCountryParameters');
}

function invalidField(Name: string, Reason = 'INVALID_PARAMETER'): EmulatorAnswer {
  const Fields = [{ Name, Message: 'The value does not meet the constraints.' }];
  return refusal('ValidationException', `Invalid parameter: ${Name}`, { Reason, Fields });
}

function resourceError(account: AwsAccount, input: Input): EmulatorAnswer | undefined {
  const { phoneNumbers, senderIds, poolIds, configurationSets, protectConfigurationIds } = account;
  const identity = textIn(input, 'OriginationIdentity');
  const identities = [...phoneNumbers, ...senderIds, ...poolIds];
  if (identity === undefined && identities.length === 0) {
    const Reason = 'NO_ORIGINATION_IDENTITIES_FOUND';
    return refusal('ConflictException', 'No origination identities found.', { Reason });
  }
  if (identity !== undefined && !identities.includes(identity)) {
    const kinds = /^(?:(\+)|(pool))/.exec(identity);
    return notFound(kinds?.[1] ? 'phone-number' : kinds?.[2] ? 'pool' : 'sender-id', identity);
  }
  const set = textIn(input, 'ConfigurationSetName');
  if (set !== undefined && !configurationSets.includes(set))
    return notFound('configuration-set', set);
  const protect = textIn(input, 'ProtectConfigurationId');
  return protect === undefined || protectConfigurationIds.includes(protect)
    ? undefined
    : notFound('protect-configuration', protect);
}

function notFound(ResourceType: string, ResourceId: string): EmulatorAnswer {
  const message = `Resource not found: ${ResourceId}`;
  return refusal('ResourceNotFoundException', message, { ResourceType, ResourceId });
}

function recipientError(account: AwsAccount, input: Input): EmulatorAnswer | undefined {
  const to = recipientOf(input);
  const reachable = [...account.verifiedNumbers, ...Object.values(simulatorNumbers).flat()];
  const conflict = (Reason: string): EmulatorAnswer =>
    refusal('ConflictException', `Conflict for ${to}.`, { Reason });
  if (account.optedOutNumbers.includes(to)) return conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT');
  return account.tier === 'SANDBOX' && !reachable.includes(to)
    ? conflict('DESTINATION_PHONE_NUMBER_NOT_VERIFIED')
    : undefined;
}

function textIn(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === 'string' ? value : undefined;
}

/** What the phone shows: a pool sends from a number, as does an account whose request names no identity. */
function senderOf({ phoneNumbers, poolIds }: AwsAccount, identity: string | undefined): string {
  const isNamed = identity !== undefined && !poolIds.includes(identity);
  return isNamed ? identity : (phoneNumbers[0] ?? '');
}

function recipientOf(input: Input): string {
  return `+${textIn(input, 'DestinationPhoneNumber')?.replace('+', '')}`;
}

export function refusal(type: string, Message: string, members: object = {}, status = 400) {
  const body = { ['__type']: `com.amazonaws.pinpointsmsvoicev2#${type}`, Message, ...members };
  return answer(body, status);
}

function answer(body: object, status = 200): EmulatorAnswer {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': crypto.randomUUID(),
  };
  return { status, headers, body };
}
