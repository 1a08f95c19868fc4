import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { errors } from './errors.ts';
import { isMessageId, withTextIds } from './message-ids.ts';

/**
 * Yunpian accepts with status 200 and code 0, and refuses with a code of its own.
 * @see https://www.yunpian.com/official/document/sms/en/domestic_single_send
 */
export function classify(response: HttpResponse): ProviderAnswer {
  const { code, sid, count } = parseJsonObject(withTextIds(response.body)) ?? {};
  if (response.status !== 200 || code !== 0) return readFailure(response);
  if (!isMessageId(sid)) return { outcome: 'unknown', code: 'invalid_response' };
  return {
    outcome: 'accepted',
    messageId: sid,
    status: 'OK',
    ...(typeof count === 'number' && { segments: count }),
  };
}

export function readFailure(response: HttpResponse): FailedAnswer {
  return {
    ...classifyHttpStatus(response),
    ...errors.find(parseJsonObject(response.body)?.['code']),
  };
}
