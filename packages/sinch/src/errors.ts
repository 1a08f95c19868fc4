import {
  classifyHttpStatus,
  type ErrorRow,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderErrorFacts,
  providerErrorTable,
} from '@sms-connectors/core';

const guide = 'https://github.com/sinch/docs/blob/master/docs/sms/sms-guide.md';
const article =
  'https://community.sinch.com/t5/SMS/Common-SMS-HTTP-Statuses-and-Codes-Explained/ta-p/14163';

/** The codes in answers with the HTTP status 400 or 403. */
const answerErrors = providerErrorTable({
  pattern: /^[a-z_]{1,40}$/,
  docsUrl: (code) => (/^(blocked_account|illegal_number_type)$/.test(code) ? article : guide),
  codes: {
    syntax_invalid_json: 'invalid_config',
    syntax_invalid_parameter_format: 'invalid_recipient',
    syntax_constraint_violation: {
      code: 'invalid_message',
      advice:
        'If the config has no `from`, set it, or have Sinch set a default originator for the service plan.',
    },
    unknown_group: 'invalid_recipient',
    unknown_campaign: 'sender_invalid',
    missing_callback_url: {
      code: 'invalid_config',
      advice: 'Set `deliveryReportUrl`.',
    },
    // Both are about the recipient: Sinch advises to send to another number.
    illegal_number_type: 'unreachable_recipient',
    llegal_number_type: 'unreachable_recipient',
    blocked_account: 'account_suspended',
  },
});

/**
 * The codes in delivery reports. Codes below 400 are those of the SMPP networks.
 * @see https://developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports/
 */
const reportErrors = providerErrorTable({
  pattern: /^\d{1,4}$/,
  docsUrl: () => 'https://developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports/',
  codes: {
    '402': 'unreachable_recipient',
    '403': 'provider_unavailable',
    '404': 'provider_unavailable',
    '405': {
      code: 'content_rejected',
      advice: 'Remove `${…}` from the text: Sinch reads it as a placeholder of its own.',
    },
    '406': 'unclassified',
    '407': 'unclassified',
    '408': 'unclassified',
    '410': {
      code: 'sender_invalid',
      advice: 'Set `from`: the service plan has no default originator for this number.',
    },
    '411': 'content_rejected',
    '412': 'region_blocked',
    '413': 'account_suspended',
  },
});

export const errorRows: readonly ErrorRow[] = [...answerErrors.rows, ...reportErrors.rows];

/** The facts of a code in a delivery report, which is a number or its digits. */
export function findReportError(code: unknown): ProviderErrorFacts | undefined {
  return reportErrors.find(typeof code === 'number' ? String(code) : code);
}

/** The meaning of an answer that is a failure. */
export function readFailure(response: HttpResponse): FailedAnswer {
  return {
    ...classifyHttpStatus(response),
    ...answerErrors.find(parseJsonObject(response.body)?.['code']),
  };
}
