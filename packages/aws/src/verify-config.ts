import {
  type ConfigCheck,
  type FailedAnswer,
  type Http,
  type HttpLimits,
  parseJsonObject,
} from '@sms-connectors/core';
import { readFailure, type Sign } from './api.ts';
import type { AwsConfig } from './config.ts';

export interface Api {
  readonly http: Http;
  readonly sign: Sign;
  readonly limits: HttpLimits;
}

type Body = Readonly<Record<string, unknown>>;
type Refusal = Pick<FailedAnswer, 'code' | 'providerCode'>;
type Answer = { readonly body: Body } | { readonly refused: Refusal };

/**
 * What AWS says of the account and of the sender without a message being sent. A dry run of `SendTextMessage`
 * would need a recipient, and its country decides the answer.
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeAccountAttributes.html
 */
export async function verifyConfig(
  api: Api,
  { originationIdentity }: Pick<AwsConfig, 'originationIdentity'>,
): Promise<readonly ConfigCheck[]> {
  const lookup = lookupOf(originationIdentity ?? '');
  const [account, limits, senders] = await Promise.all([
    ask(api, 'DescribeAccountAttributes', {}),
    ask(api, 'DescribeSpendLimits', {}),
    lookup && ask(api, lookup.operation, lookup.input),
  ]);
  return [
    credentials(account),
    ...sandbox(account),
    { ...sender(lookup, senders), field: 'originationIdentity' },
    balance(limits),
  ];
}

async function ask({ http, sign, limits }: Api, operation: string, input: object): Promise<Answer> {
  const response = await http({ ...(await sign(operation, input)), ...limits });
  if ('failure' in response) return { refused: { code: response.failure } };
  const body = response.status === 200 ? parseJsonObject(response.body) : undefined;
  return body === undefined ? { refused: readFailure(response) } : { body };
}

const fieldsAtFault: Readonly<Record<string, keyof AwsConfig>> = {
  ExpiredTokenException: 'sessionToken',
  UnrecognizedClientException: 'accessKeyId',
};

function credentials(account: Answer): ConfigCheck {
  const subject = 'credentials';
  const field = 'secretAccessKey';
  if ('body' in account) return { subject, result: 'ok', field };
  const { code, providerCode = '' } = account.refused;
  // The signature was taken: these credentials may send, perhaps, and may not look.
  if (providerCode === 'AccessDeniedException') return { subject, result: 'ok', field };
  const isRefused = code === 'unauthorized' || code === 'account_suspended';
  const result = isRefused ? 'failed' : 'unknown';
  return { subject, result, field: fieldsAtFault[providerCode] ?? field, code };
}

function sandbox(account: Answer): readonly ConfigCheck[] {
  const attributes = 'body' in account ? listIn(account.body, 'AccountAttributes') : [];
  const tier = attributes.find(({ Name }) => Name === 'ACCOUNT_TIER')?.['Value'];
  const isSandbox = /^sandbox$/i.test(String(tier));
  return isSandbox ? [{ subject: 'sandbox', result: 'ok', detail: String(tier) }] : [];
}

interface Lookup {
  readonly operation: string;
  readonly input: object;
  readonly list: string;
  readonly isMatch: (resource: Body) => boolean;
  /** A sender that is not listed belongs to somebody else, for certain. */
  readonly isExhaustive: boolean;
}

const isMatch = (): boolean => true;

/** Where AWS lists an identity; some kinds it lists nowhere. */
function lookupOf(identity: string): Lookup | undefined {
  const numbers = { operation: 'DescribePhoneNumbers', list: 'PhoneNumbers', isExhaustive: true };
  if (/^(arn:\S+:phone-number\/|phone-[\da-f]{32}$)/.test(identity)) {
    return { ...numbers, input: { PhoneNumberIds: [identity] }, isMatch };
  }
  if (/^(\+|\d+$)/.test(identity)) {
    const isNumber = ({ PhoneNumber }: Body): boolean => PhoneNumber === identity;
    return { ...numbers, input: { MaxResults: 100 }, isMatch: isNumber };
  }
  if (/^(arn:\S+:pool\/|pool-[\da-f]{32}$)/.test(identity)) {
    const input = { PoolIds: [identity] };
    return { operation: 'DescribePools', list: 'Pools', isExhaustive: true, input, isMatch };
  }
  if (/^[A-Za-z0-9_-]{1,11}$/.test(identity)) {
    const input = { Filters: [{ Name: 'sender-id', Values: [identity] }] };
    // Some countries take names that nobody has registered.
    const names = { operation: 'DescribeSenderIds', list: 'SenderIds', isExhaustive: false };
    return { ...names, input, isMatch };
  }
  return undefined;
}

function sender(lookup: Lookup | undefined, senders: Answer | undefined): ConfigCheck {
  const unknown = { subject: 'sender', result: 'unknown' } as const;
  const failed = { subject: 'sender', result: 'failed', code: 'sender_invalid' } as const;
  if (lookup === undefined || senders === undefined) return unknown;
  if ('refused' in senders) return senders.refused.code === 'sender_invalid' ? failed : unknown;
  const found = listIn(senders.body, lookup.list).find(lookup.isMatch);
  if (found !== undefined) return isUsable(found) ? { subject: 'sender', result: 'ok' } : failed;
  const isOnAnotherPage = senders.body['NextToken'] !== undefined;
  return lookup.isExhaustive && !isOnAnotherPage ? failed : unknown;
}

function isUsable({ Status, NumberCapabilities, MessageType, MessageTypes }: Body): boolean {
  const isActive = Status === undefined || Status === 'ACTIVE';
  const hasSms = !Array.isArray(NumberCapabilities) || NumberCapabilities.includes('SMS');
  const types = [MessageType ?? MessageTypes ?? 'TRANSACTIONAL'].flat();
  return isActive && hasSms && types.includes('TRANSACTIONAL');
}

/** AWS bills afterwards: what runs out is the month's limit. */
function balance(limits: Answer): ConfigCheck {
  const subject = 'balance';
  const list = 'body' in limits ? listIn(limits.body, 'SpendLimits') : [];
  const limit = list.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT');
  const amount = limit?.['EnforcedLimit'];
  if (typeof amount !== 'number') return { subject, result: 'unknown' };
  const detail = `${amount} USD a month`;
  return amount > 0
    ? { subject, result: 'ok', detail }
    : { subject, result: 'failed', code: 'insufficient_balance', detail };
}

function listIn(body: Body, name: string): readonly Body[] {
  const list = body[name];
  return Array.isArray(list) ? (list as readonly Body[]) : [];
}
