import {
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  type ProviderReply,
} from '@sms-connectors/core';
import { readFailure, type Sign } from './api.ts';
import type { AwsConfig } from './config.ts';

export interface Api {
  readonly http: Http;
  readonly sign: Sign;
  readonly limits: HttpLimits;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * Asks AWS about the account, the sender and the spend limit; sends nothing. A dry run of `SendTextMessage` would need
 * a recipient, whose country decides the answer.
 * @see https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_DescribeAccountAttributes.html
 */
export async function verifyConfig(
  { http, sign, limits }: Api,
  { originationIdentity }: Pick<AwsConfig, 'originationIdentity'>,
): Promise<readonly ConfigCheck[]> {
  const ask = async (operation: string, input: object): Promise<ProviderReply> =>
    askProvider(http, await sign(operation, input), limits, readFailure);
  const lookup = lookupOf(originationIdentity ?? '');
  const [account, spendLimits, senders] = await Promise.all([
    ask('DescribeAccountAttributes', {}),
    ask('DescribeSpendLimits', {}),
    lookup && ask(lookup.operation, lookup.input),
  ]);
  return [
    credentials(account),
    ...sandbox(account),
    { ...sender(lookup, senders), field: 'originationIdentity' },
    spendLimit(spendLimits),
  ];
}

const fieldsAtFault: Readonly<Record<string, keyof AwsConfig>> = {
  ExpiredTokenException: 'sessionToken',
  UnrecognizedClientException: 'accessKeyId',
};

function credentials(account: ProviderReply): ConfigCheck {
  const subject = 'credentials';
  const field = 'secretAccessKey';
  if ('body' in account) {
    const isAccount = listIn(account.body, 'AccountAttributes').length > 0;
    return { subject, result: isAccount ? 'ok' : 'unknown', field };
  }
  const { refused: code, providerCode = '' } = account;
  // The signature was accepted: these credentials may be allowed to send, but not to read.
  if (providerCode === 'AccessDeniedException') return { subject, result: 'ok', field };
  const isRefused = code === 'unauthorized' || code === 'account_suspended';
  const result = isRefused ? 'failed' : 'unknown';
  return { subject, result, field: fieldsAtFault[providerCode] ?? field, code };
}

function sandbox(account: ProviderReply): readonly ConfigCheck[] {
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
  /** A sender that is not listed belongs to another account. */
  readonly isExhaustive: boolean;
}

const isMatch = (): boolean => true;

/** The operation that lists an identity, if there is one. */
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
    // Some countries accept names without registration.
    const names = { operation: 'DescribeSenderIds', list: 'SenderIds', isExhaustive: false };
    return { ...names, input, isMatch };
  }
  return undefined;
}

function sender(lookup: Lookup | undefined, senders: ProviderReply | undefined): ConfigCheck {
  const unknown = { subject: 'sender', result: 'unknown' } as const;
  const failed = { subject: 'sender', result: 'failed', code: 'sender_invalid' } as const;
  if (lookup === undefined || senders === undefined) return unknown;
  if ('refused' in senders) return senders.refused === 'sender_invalid' ? failed : unknown;
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

/** AWS bills afterwards, up to a limit for each month. */
function spendLimit(limits: ProviderReply): ConfigCheck {
  const list = 'body' in limits ? listIn(limits.body, 'SpendLimits') : [];
  const limit = list.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT');
  return balanceCheck(limit?.['EnforcedLimit'], 'USD', 'a month');
}

function listIn(body: Body, name: string): readonly Body[] {
  const list = body[name];
  return Array.isArray(list) ? (list as readonly Body[]) : [];
}
