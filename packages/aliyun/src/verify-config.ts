import {
  askProvider,
  type ConfigCheck,
  type ErrorCode,
  type Http,
  type HttpLimits,
  type ProviderReply,
} from '@sms-connectors/core';
import type { AliyunConfig } from './config.ts';
import { errors, readFailure } from './errors.ts';
import type { Sign } from './signed-requests.ts';

export interface SignedApi {
  readonly http: Http;
  readonly sign: Sign;
}

type Answer =
  | { readonly signStatus: unknown }
  | { readonly refused: ErrorCode; readonly providerCode?: string | undefined };

/**
 * Asks about the signature of the config; sends nothing.
 * @see https://help.aliyun.com/document_detail/2807429.html
 */
export async function verifyConfig(
  { http, sign }: SignedApi,
  { signName }: Pick<AliyunConfig, 'signName'>,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const request = await sign('GetSmsSign', { SignName: signName });
  const answer = answerIn(await askProvider(http, request, limits, readFailure));
  return [credentials(answer), sender(answer)];
}

function answerIn(reply: ProviderReply): Answer {
  if (!('body' in reply)) return reply;
  const { Code: code, SignStatus: signStatus } = reply.body;
  if (code === 'OK') return { signStatus };
  const facts = errors.find(code);
  return { refused: facts?.code ?? 'unclassified', providerCode: facts?.providerCode };
}

function credentials(answer: Answer): ConfigCheck {
  const ok = { subject: 'credentials', result: 'ok', field: 'accessKeySecret' } as const;
  if ('signStatus' in answer) return ok;
  const { refused: code, providerCode = '' } = answer;
  // The request was read: the AccessKey may be allowed to send, but not to read.
  if (code === 'sender_invalid' || /RAM/.test(providerCode)) return ok;
  const isRefused = code === 'unauthorized' || code === 'account_suspended';
  const field = providerCode.startsWith('InvalidAccessKeyId') ? 'accessKeyId' : ok.field;
  return { subject: ok.subject, result: isRefused ? 'failed' : 'unknown', field, code };
}

const signStatuses: ReadonlyMap<unknown, ConfigCheck['result']> = new Map([
  // In review, approved, rejected, canceled.
  [0, 'failed'],
  [1, 'ok'],
  [2, 'failed'],
  [10, 'failed'],
]);

function sender(answer: Answer): ConfigCheck {
  const result =
    'signStatus' in answer
      ? (signStatuses.get(answer.signStatus) ?? 'unknown')
      : answer.refused === 'sender_invalid'
        ? 'failed'
        : 'unknown';
  return {
    subject: 'sender',
    result,
    field: 'signName',
    ...(result === 'failed' && { code: 'sender_invalid' }),
  };
}
