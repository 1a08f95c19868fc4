import {
  asJsonObject,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import type { Api } from './config.ts';
import { readFailure } from './errors.ts';

/**
 * What an answer to a message means. The ID of the message is in `Model` in an answer of `SendSmsVerifyCode`; nothing
 * else in it is read, because it can also have the code.
 */
export function classifierOf(api: Api): (response: HttpResponse) => ProviderAnswer {
  return (response) => {
    const body = parseJsonObject(response.body) ?? {};
    const requestId = isRequestId(body['RequestId']) ? body['RequestId'] : undefined;
    if (response.status !== 200 || body['Code'] !== 'OK') {
      return { ...readFailure(response), requestId };
    }
    const sent = api === 'SendSmsVerifyCode' ? asJsonObject(body['Model']) : body;
    const messageId = sent?.['BizId'];
    return isMessageId(messageId)
      ? { outcome: 'accepted', messageId, status: 'OK', requestId }
      : { outcome: 'unknown', code: 'invalid_response', requestId };
  };
}

/** An ID of a message, such as `900619746936498440^0`. */
export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[\w^-]{5,64}$/.test(id);
}

function isRequestId(id: unknown): id is string {
  return typeof id === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
}
