import {
  asJsonObject,
  classifyHttpStatus,
  type ErrorRow,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  providerErrorTable,
} from '@sms-connectors/core';

// Requests that Azure refuses as a whole.
const examplesUrl =
  'https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/examples/SmsSend.json';
// Codes of delivery reports.
const codesUrl =
  'https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes?pivots=sms';

/** Azure's error codes: numbers are in delivery reports, names in answers. */
export const errors = providerErrorTable({
  pattern: /^(?:\d{4}|[A-Z][A-Za-z]{2,39})$/,
  docsUrl: (code) => (/^\d/.test(code) ? codesUrl : examplesUrl),
  codes: {
    Unauthorized: {
      code: 'unauthorized',
      advice:
        'Check the connection string, and that `from` belongs to the resource: Azure answers the same to both.',
    },
    '4000': 'fraud_blocked',
    '4001': 'sender_invalid',
    '4002': 'invalid_recipient',
    '4003': 'region_blocked',
    '4004': 'invalid_recipient',
    '4005': 'content_rejected',
    '4006': 'unreachable_recipient',
    '4007': 'opted_out',
    '4008': 'rate_limited',
    '4009': 'fraud_blocked',
    '4010': {
      code: 'sender_invalid',
      advice: 'Submit the toll-free verification of the number in the Azure portal.',
    },
    '5000': 'unclassified',
    '5001': 'provider_unavailable',
    '9999': 'unclassified',
  },
});

/** The members of a request that fail its validation. */
const invalidMembers = providerErrorTable({
  pattern: /^[A-Z][A-Za-z]{2,39}$/,
  docsUrl: (member) =>
    // The examples of the API lack this one.
    member === 'From'
      ? 'https://github.com/Azure/azure-sdk-for-js/blob/1efbe0f7629b46f6f7d296b5594cc2430e17b25a/sdk/communication/communication-sms/recordings/node/smsclient_live_test_send_method/recording_throws_an_exception_when_sending_from_an_invalid_number.json'
      : examplesUrl,
  cause: (member) => `400 ${member}`,
  codes: { From: 'sender_invalid', SmsRecipients: 'invalid_recipient' },
});

export const errorRows: readonly ErrorRow[] = [...errors.rows, ...invalidMembers.rows];

/** What a recipient's result says about a number that is none; nothing else in it tells this from other errors. */
export const invalidRecipientText = 'Invalid To phone number format.';

/** A request that Azure refused as a whole. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const body = parseJsonObject(response.body) ?? {};
  return {
    ...byStatus(response),
    ...validationFailure(body),
    ...errors.find(asJsonObject(body['error'])?.['code']),
  };
}

/**
 * What an HTTP status means. A 409 is the answer to a request that was repeated while the first one is under way.
 * @see https://learn.microsoft.com/en-us/rest/api/communication/repeatable-requests
 */
export function byStatus(response: HttpResponse): FailedAnswer {
  const meaning = classifyHttpStatus(response);
  return response.status === 409 ? { ...meaning, outcome: 'unknown' } : meaning;
}

// {"errors":{"SmsRecipients":["…"]}}. In older versions of the API, the members are those of the body itself.
function validationFailure(
  body: Readonly<Record<string, unknown>>,
): Pick<FailedAnswer, 'code' | 'docsUrl'> | undefined {
  for (const member of Object.keys(asJsonObject(body['errors']) ?? body)) {
    const facts = invalidMembers.find(member);
    if (facts?.code !== undefined) return { code: facts.code, docsUrl: facts.docsUrl };
  }
  return undefined;
}
