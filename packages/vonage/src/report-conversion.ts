import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpLimits,
  type HttpResponse,
  notifyProvider,
} from '@sms-connectors/core';
import { isMessageId } from './delivery-reports.ts';
import type { AccountApi } from './verify-config.ts';

/**
 * Reports to Vonage whether a code was used. Vonage enables this API for an account on request.
 * @see https://developer.vonage.com/en/api/conversion
 */
export async function reportConversion(
  { http, baseUrl, authorization = '' }: AccountApi,
  { messageId, used }: { readonly messageId: string; readonly used: boolean },
  limits: HttpLimits,
): Promise<FailedAnswer | undefined> {
  if (!isMessageId(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
  const parameters = new URLSearchParams({
    'message-id': messageId,
    delivered: `${used}`,
    // In UTC, as yyyy-MM-dd HH:mm:ss.
    timestamp: new Date().toISOString().slice(0, 19).replace('T', ' '),
  });
  const request = {
    method: 'POST',
    // Conversions have their own host; an emulator or a proxy answers for both.
    url: `${baseUrl.replace(/^https:\/\/rest\.nexmo\.com$/, 'https://api.nexmo.com')}/conversions/sms`,
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: parameters.toString(),
  } as const;
  return notifyProvider(http, request, limits, readFailure);
}

function readFailure(response: HttpResponse): FailedAnswer {
  const { status } = response;
  // 402: the API is not enabled for the account. 420 and 423: a parameter is invalid.
  if (status === 402) return { outcome: 'rejected', code: 'account_suspended' };
  if (status === 420 || status === 423) return { outcome: 'rejected', code: 'invalid_message' };
  return classifyHttpStatus(response);
}
