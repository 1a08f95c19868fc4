/** Codes that Twilio makes, sends and checks, behind the calls of `@sms-connectors/verify`. */
import type { ConfigCheck, SendOptions } from '@sms-connectors/core';
import type { Verifications } from '@sms-connectors/verify';
import { cancel } from './verifications/cancel.ts';
import { check } from './verifications/check.ts';
import { contextOf, type TwilioVerificationsOptions } from './verifications/context.ts';
import type { TwilioVerificationsConfig } from './verifications/provider.ts';
import { resend } from './verifications/resend.ts';
import { start } from './verifications/start.ts';

export type { TwilioVerificationsConfig, TwilioVerificationsOptions };

/**
 * Verifications whose codes are Twilio's. `check`, `resend` and `cancel` throw a `ConnectorError` if Twilio answers
 * neither yes nor no; a check may count then.
 */
export interface TwilioVerifications extends Verifications, AsyncDisposable {
  /** Asks Twilio about the Verify service; sends nothing. @throws `ConnectorError` */
  readonly verifyConfig: (options?: SendOptions) => Promise<readonly ConfigCheck[]>;
  /** Closes the connections; calls under way end first. */
  readonly close: () => Promise<void>;
}

/**
 * Has Twilio Verify make, keep and check the codes. Nothing is stored here: an id is an encrypted text with Twilio's SID,
 * the number, and why the code was sent, which Twilio does not keep.
 * @see https://www.twilio.com/docs/verify/api/verification
 * @throws `ConnectorError` `invalid_config`
 */
export function twilioVerifications(
  config: TwilioVerificationsConfig,
  options: TwilioVerificationsOptions,
): TwilioVerifications {
  const context = contextOf(config, options);
  const { connector, emit } = context;
  return {
    start: (request) => start(context, request),
    resend: (request) => resend(context, request),
    check: async (request) => {
      const result = await check(context, request);
      emit({ type: 'verification_checked', result: result.status });
      return result;
    },
    cancel: (request) => cancel(context, request),
    verifyConfig: async (checkOptions) => (await connector.verifyConfig?.(checkOptions)) ?? [],
    close: connector.close,
    [Symbol.asyncDispose]: connector.close,
  };
}
