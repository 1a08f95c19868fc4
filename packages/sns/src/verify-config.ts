import {
  balanceCheck,
  type ConfigCheck,
  type FailedAnswer,
  type Http,
  type HttpLimits,
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

type Reply =
  | { readonly xml: string }
  | { readonly refused: FailedAnswer['code']; readonly providerCode?: string | undefined };

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

async function ask({ http, sign, limits }: Api, ...action: Parameters<Sign>): Promise<Reply> {
  const response = await http({ ...(await sign(...action)), ...limits });
  if ('failure' in response) return { refused: response.failure };
  if (response.status === 200) return { xml: response.body };
  const { code, providerCode } = readFailure(response);
  return { refused: code, providerCode };
}

const fieldsAtFault: Readonly<Record<string, keyof SnsConfig>> = {
  ExpiredTokenException: 'sessionToken',
  UnrecognizedClientException: 'accessKeyId',
};

function credentials(status: Reply): ConfigCheck {
  const subject = 'credentials';
  const field = 'secretAccessKey';
  if ('xml' in status) {
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

function sandbox(status: Reply): readonly ConfigCheck[] {
  return isInSandbox(status) === true ? [{ subject: 'sandbox', result: 'ok' }] : [];
}

function isInSandbox(status: Reply): boolean | undefined {
  const text = 'xml' in status ? textOf(status.xml, 'IsInSandbox') : undefined;
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** AWS bills afterwards, up to a limit for each month. */
function spendLimit(settings: Reply): ConfigCheck {
  const limit =
    'xml' in settings && textOf(settings.xml, 'key') === 'MonthlySpendLimit'
      ? textOf(settings.xml, 'value')
      : undefined;
  return balanceCheck(limit, 'USD', 'a month');
}
