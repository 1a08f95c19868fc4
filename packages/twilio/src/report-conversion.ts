import {
  classifyHttpStatus,
  type FailedAnswer,
  type Http,
  type HttpLimits,
  type HttpResponse,
  notifyProvider,
  parseJsonObject,
} from '@sms-connectors/core';
import { isMessageSid } from './delivery-reports.ts';
import { errors } from './errors.ts';

/** The account's API, with the credentials in its headers. */
export interface FeedbackApi {
  readonly http: Http;
  /** `https://api.twilio.com/2010-04-01/Accounts/AC…` */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Creates the feedback of a message that was sent with `ProvideFeedback`.
 * @see https://www.twilio.com/docs/messaging/api/message-feedback-resource
 */
export async function reportConversion(
  { http, url, headers }: FeedbackApi,
  { messageId, used }: { readonly messageId: string; readonly used: boolean },
  limits: HttpLimits,
): Promise<FailedAnswer | undefined> {
  if (!isMessageSid(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
  const request = {
    method: 'POST',
    url: `${url}/Messages/${messageId}/Feedback.json`,
    headers,
    body: `Outcome=${used ? 'confirmed' : 'unconfirmed'}`,
  } as const;
  return notifyProvider(http, request, limits, readFailure);
}

function readFailure(response: HttpResponse): FailedAnswer {
  const failure = {
    ...classifyHttpStatus(response),
    ...errors.find(parseJsonObject(response.body)?.['code']),
  };
  // Here it is the message that was not found, and not the account.
  return response.status === 404 ? { ...failure, code: 'invalid_message' } : failure;
}
