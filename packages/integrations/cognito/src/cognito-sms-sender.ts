import { ConnectorError, tell, trySend } from '@sms-connectors/core';
import type { CognitoSmsEvent, LambdaContext } from './cognito-sms-event.ts';
import type { CognitoSmsOptions } from './cognito-sms-options.ts';
import { messageOf } from './message-of.ts';

const defaultTimeoutMs = 10_000;
// Lambda starts a function that it had to stop once more, and with it the send.
const reserveMs = 500;

/**
 * The handler of a Lambda function that is a user pool's custom SMS sender.
 * Lambda calls a function that throws twice more, so it throws only if certainly nothing was sent and it may help.
 * @throws `ConnectorError` with `retryable`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function cognitoSmsSender(
  options: CognitoSmsOptions,
): (event: CognitoSmsEvent, context?: LambdaContext) => Promise<void> {
  const { sender, onError, onEvent, timeoutMs = defaultTimeoutMs } = options;

  return async (event, context) => {
    const message = await messageOf(event, options);
    if (message instanceof ConnectorError) return end(message);
    const remainingMs = (context?.getRemainingTimeInMillis() ?? Infinity) - reserveMs;
    const deadlineMs = Math.max(1, Math.min(timeoutMs, remainingMs));
    const result = await trySend(sender, message, { timeoutMs: deadlineMs, onEvent });
    if (!result.ok) end(result.error);
  };

  function end(error: ConnectorError): void {
    tell(onError, error);
    if (error.retryable) throw error;
  }
}
