import { ConnectorError as LogtoError, ConnectorErrorCodes } from '@logto/connector-kit';
import { type ConnectorError, factsOfErrorCode } from '@sms-connectors/core';
import { endUserText } from '@sms-connectors/core/end-user-texts';

// `usage_limit_exceeded` is left out: to people, Logto says that it is about e-mail.
const logtoCodes: ReadonlyMap<string, ConnectorErrorCodes> = new Map([
  ['invalid_config', ConnectorErrorCodes.InvalidConfig],
  ['template_not_found', ConnectorErrorCodes.TemplateNotFound],
  ['invalid_response', ConnectorErrorCodes.InvalidResponse],
  ['rate_limited', ConnectorErrorCodes.RateLimitExceeded],
]);

/**
 * What Logto is told of a message that was certainly not sent. Whoever asked for the code sees it, so it has only
 * words for people.
 * @see https://github.com/logto-io/logto/blob/master/packages/core/src/middleware/koa-connector-error-handler.ts
 */
export function logtoErrorOf(error: ConnectorError, locale: string | null | undefined): LogtoError {
  const isAboutRecipient = factsOfErrorCode(error.code).scope === 'recipient';
  const code =
    logtoCodes.get(error.code) ??
    (isAboutRecipient ? ConnectorErrorCodes.InvalidRequestParameters : ConnectorErrorCodes.General);
  return new LogtoError(code, { errorDescription: endUserText(error, locale) });
}
