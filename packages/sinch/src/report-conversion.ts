import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpLimits,
  type HttpResponse,
  notifyProvider,
} from '@sms-connectors/core';
import { type BatchesApi, isBatchId } from './batches-api.ts';

/**
 * Reports to Sinch that a code was used, and so that the message arrived. Sinch takes no other feedback, so an unused
 * code needs no request. Without recipients, the feedback is about all of the batch, which has one.
 * @see https://developers.sinch.com/docs/sms/tutorials/node/delivery-feedback/next_3
 */
export async function reportConversion(
  api: BatchesApi,
  { messageId, used }: { readonly messageId: string; readonly used: boolean },
  limits: HttpLimits,
): Promise<FailedAnswer | undefined> {
  if (!isBatchId(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
  if (!used) return undefined;
  const request = await api.request(`/${messageId}/delivery_feedback`, { recipients: [] }, limits);
  if ('outcome' in request) return request;
  return notifyProvider(api.http, request, limits, readFeedbackFailure);
}

function readFeedbackFailure(response: HttpResponse): FailedAnswer {
  const failure = classifyHttpStatus(response);
  return response.status === 404 ? { ...failure, code: 'invalid_message' } : failure;
}
