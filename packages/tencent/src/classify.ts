import type { HttpResponse, ProviderAnswer } from '@sms-connectors/core';
import { isSerialNo, listOf, readReply } from './api.ts';
import { readError } from './errors.ts';

/**
 * What an answer to a message means. A failure is either that of the call, or that of the message in it, both with HTTP
 * status 200.
 * @see https://www.tencentcloud.com/document/product/382/40536
 */
export function classify(answer: HttpResponse): ProviderAnswer {
  const reply = readReply(answer);
  if ('failed' in reply) return reply.failed;
  const { response, requestId } = reply;
  const { Code: code, SerialNo: messageId, Fee: fee } = listOf(response['SendStatusSet'])[0] ?? {};
  if (code === 'Ok' && isSerialNo(messageId)) {
    const segments = typeof fee === 'number' && Number.isInteger(fee) ? fee : undefined;
    return { outcome: 'accepted', messageId, status: code, segments, requestId };
  }
  const failure = code === 'Ok' ? undefined : readError(code);
  return { outcome: 'unknown', code: 'invalid_response', ...failure, requestId };
}
