import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  providerErrorTable,
  retryAfterMs,
} from '@sms-connectors/core';

/**
 * The error codes that Brevo's API has in common. Some of them cannot come in answer to a message.
 * @see https://github.com/getbrevo/brevo-node/blob/main/src/api/types/BadRequestErrorBody.ts
 */
const errors = providerErrorTable({
  pattern: /^[a-z_]{1,40}$/,
  docsUrl: () => 'https://developers.brevo.com/docs/how-it-works',
  codes: {
    // Of the recipient, the sender or the text: only the message says which.
    invalid_parameter: 'unclassified',
    missing_parameter: 'invalid_config',
    out_of_range: 'unclassified',
    campaign_processing: 'unclassified',
    campaign_sent: 'unclassified',
    document_not_found: 'unclassified',
    not_enough_credits: 'insufficient_balance',
    permission_denied: 'unauthorized',
    duplicate_parameter: 'unclassified',
    // Brevo has the same request already, so the message may have been sent.
    duplicate_request: { code: 'unclassified', outcome: 'unknown' },
    method_not_allowed: 'unclassified',
    unauthorized: 'unauthorized',
    account_under_validation: 'account_suspended',
    not_acceptable: 'unclassified',
    bad_request: 'unclassified',
    unprocessable_entity: 'unclassified',
  },
});

export const errorRows = errors.rows;

/** The meaning of an answer that is a failure. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const failure = {
    ...classifyHttpStatus(response),
    ...errors.find(parseJsonObject(response.body)?.['code']),
  };
  if (response.status !== 429) return failure;
  // In seconds, as in `Retry-After`: https://developers.brevo.com/docs/limit-headers
  const wait = retryAfterMs({ 'retry-after': response.headers['x-sib-ratelimit-reset'] });
  return { ...failure, retryAfterMs: wait ?? failure.retryAfterMs };
}
