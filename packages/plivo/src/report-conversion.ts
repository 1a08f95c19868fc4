import {
  type FailedAnswer,
  type Http,
  type HttpLimits,
  type HttpResponse,
  classifyHttpStatus,
  notifyProvider,
} from '@sms-connectors/core';
import { isUuid } from './errors.ts';

/** The API of conversions, with the credentials in its headers. */
export interface ConversionApi {
  readonly http: Http;
  /** `https://api.plivo.com` */
  readonly baseUrl: string;
  readonly authId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reports whether the code of a `trackable` message was used.
 * @see https://docs.plivo.com/docs/messaging/concepts/conversion-feedback
 */
export async function reportConversion(
  { http, baseUrl, authId, headers }: ConversionApi,
  { messageId, used }: { readonly messageId: string; readonly used: boolean },
  limits: HttpLimits,
): Promise<FailedAnswer | undefined> {
  if (!isUuid(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
  const request = {
    method: 'POST',
    // In small letters, as Plivo documents this one.
    url: `${baseUrl}/v1/account/${authId}/message/${messageId}/conversion/`,
    headers,
    body: JSON.stringify({
      status: used ? 'CONVERTED' : 'NOT_CONVERTED',
      timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    }),
  } as const;
  return notifyProvider(http, request, limits, readConversionFailure);
}

function readConversionFailure(response: HttpResponse): FailedAnswer {
  const failure = classifyHttpStatus(response);
  // https://docs.plivo.com/docs/messaging/api/overview
  return response.status === 404 ? { ...failure, code: 'invalid_message' } : failure;
}
