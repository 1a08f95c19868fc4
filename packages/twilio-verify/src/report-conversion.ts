import {
  type FailedAnswer,
  type HttpLimits,
  type HttpResponse,
  notifyProvider,
} from '@sms-connectors/core';
import { readFailure } from './errors.ts';
import { isVerificationSid, postTo, type VerifyService } from './verify-service.ts';

/**
 * Ends a verification whose code is ours: Twilio does not see whether a code was used, and sends a number five messages
 * at most before it hears of it.
 * @see https://www.twilio.com/docs/verify/api/verification#update-a-verification-status
 * @see https://www.twilio.com/docs/api/errors/60203
 */
export async function reportConversion(
  service: VerifyService,
  { messageId, used }: { readonly messageId: string; readonly used: boolean },
  limits: HttpLimits,
): Promise<FailedAnswer | undefined> {
  if (!isVerificationSid(messageId)) return { outcome: 'rejected', code: 'invalid_message' };
  const request = postTo(service, `Verifications/${messageId}`, {
    Status: used ? 'approved' : 'canceled',
  });
  return notifyProvider(service.http, request, limits, readUpdateFailure);
}

/** Of an update, 404 says that the verification has ended, and not that the service is unknown. */
function readUpdateFailure(response: HttpResponse): FailedAnswer {
  const { advice, ...failure } = readFailure(response);
  return response.status === 404 ? { ...failure, code: 'invalid_message' } : { ...failure, advice };
}
