import { type FailedAnswer, type HttpLimits, notifyProvider } from '@sms-connectors/core';
import { isId } from './classify.ts';
import { readFailure } from './errors.ts';
import type { InfobipApi } from './request.ts';

/**
 * Reports to Infobip that a code was used. Infobip counts the other messages with conversion tracking as unused, so an
 * unused code needs no request.
 * @see https://www.infobip.com/docs/api/channels/sms/sms-messaging/outbound-sms/log-end-tag
 */
export async function reportConversion(
  { http, baseUrl, headers }: InfobipApi,
  { messageId, used }: { readonly messageId: string; readonly used: boolean },
  limits: HttpLimits,
): Promise<FailedAnswer | undefined> {
  if (!isId(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
  if (!used) return undefined;
  const url = `${baseUrl}/ct/1/log/end/${messageId}`;
  return notifyProvider(http, { method: 'POST', url, headers }, limits, readFailure);
}
