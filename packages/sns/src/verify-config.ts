import {
  askProvider,
  balanceCheck,
  type ConfigCheck,
  type Http,
  type HttpLimits,
  type ProviderReply,
} from '@sms-connectors/core';
import type { Sign } from './api.ts';
import type { SnsConfig } from './config.ts';
import { readFailure } from './errors.ts';
import { textOf } from './xml.ts';

export interface Api {
  readonly http: Http;
  readonly sign: Sign;
  readonly limits: HttpLimits;
}

/**
 * Asks SNS about the sandbox and the spend limit; sends nothing. SNS checks a sender only when it sends a message.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetSMSSandboxAccountStatus.html
 * @see https://docs.aws.amazon.com/sns/latest/api/API_GetSMSAttributes.html
 */
export async function verifyConfig(api: Api): Promise<readonly ConfigCheck[]> {
  const [status, settings] = await Promise.all([
    ask(api, 'GetSMSSandboxAccountStatus'),
    ask(api, 'GetSMSAttributes', { 'attributes.member.1': 'MonthlySpendLimit' }),
  ]);
  return [
    credentials(status),
    ...sandbox(status),
    { subject: 'sender', result: 'unknown', field: 'senderId' },
    spendLimit(settings),
  ];
}

async function ask({ http, sign, limits }: Api, ...action: Parameters<Sign>) {
  return askProvider(http, await sign(...action), limits, readFailure, readFacts);
}

function readFacts(xml: string) {
  return {
    sandbox: textOf(xml, 'IsInSandbox'),
    key: textOf(xml, 'key'),
    value: textOf(xml, 'value'),
  };
}

const fieldsAtFault: Readonly<Record<string, keyof SnsConfig>> = {
  ExpiredTokenException: 'sessionToken',
  UnrecognizedClientException: 'accessKeyId',
};

function credentials(status: ProviderReply): ConfigCheck {
  const subject = 'credentials';
  const field = 'secretAccessKey';
  if ('body' in status) {
    return { subject, result: isInSandbox(status) === undefined ? 'unknown' : 'ok', field };
  }
  const { refused: code, providerCode = '' } = status;
  // The signature was accepted: these credentials may be allowed to send, but not to read.
  if (/^(AuthorizationError|AccessDeniedException)$/.test(providerCode)) {
    return { subject, result: 'ok', field };
  }
  const isRefused = code === 'unauthorized' || code === 'account_suspended';
  const result = isRefused ? 'failed' : 'unknown';
  return { subject, result, field: fieldsAtFault[providerCode] ?? field, code };
}

function sandbox(status: ProviderReply): readonly ConfigCheck[] {
  return isInSandbox(status) === true ? [{ subject: 'sandbox', result: 'ok' }] : [];
}

function isInSandbox(status: ProviderReply): boolean | undefined {
  const text = 'body' in status ? status.body['sandbox'] : undefined;
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** AWS bills afterwards, up to a limit for each month. */
function spendLimit(settings: ProviderReply): ConfigCheck {
  const { key, value } = 'body' in settings ? settings.body : {};
  return balanceCheck(key === 'MonthlySpendLimit' ? value : undefined, 'USD', 'a month');
}
