import {
  asJsonObject,
  classifyHttpStatus,
  type ErrorRow,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderErrorFacts,
  providerErrorTable,
} from '@sms-connectors/core';

const descriptionUrl = 'https://github.com/messagebird/openapi-specs/blob/main/sms/openapi.yaml';

/**
 * The codes that MessageBird's libraries know.
 * @see https://github.com/messagebird/php-rest-api/blob/master/src/MessageBird/Common/ResponseError.php
 */
const errors = providerErrorTable({
  pattern: /^\d{1,5}$/,
  docsUrl: () =>
    'https://github.com/messagebird/php-rest-api/blob/master/src/MessageBird/Common/ResponseError.php',
  codes: {
    '2': 'unauthorized',
    // A parameter is missing (9) or invalid (10). Which one it is decides.
    '9': 'unclassified',
    '10': 'unclassified',
    '25': 'insufficient_balance',
  },
});

/** The parameters that an error with the code 9 or 10 names. */
const parameters = providerErrorTable({
  pattern: /^[a-zA-Z]{1,20}$/,
  docsUrl: () => descriptionUrl,
  cause: (parameter) => `9, 10 ${parameter}`,
  codes: {
    originator: 'sender_invalid',
    recipient: {
      code: 'invalid_recipient',
      advice:
        'Check the number. During its test period, an account can send only to its own number.',
    },
    recipients: 'invalid_recipient',
    body: 'content_rejected',
    reference: 'invalid_message',
    validity: 'invalid_message',
    reportUrl: 'invalid_config',
  },
});

/** Without rows: MessageBird's specifications and libraries do not list the codes in delivery reports. */
const reportErrors = providerErrorTable({
  pattern: /^\d{1,5}$/,
  docsUrl: () =>
    'https://docs.bird.com/connectivity-platform/troubleshooting/sms-errors-and-error-codes',
  codes: {},
});

export const errorRows: readonly ErrorRow[] = [...errors.rows, ...parameters.rows];

export function findReportError(code: string | null): ProviderErrorFacts | undefined {
  return reportErrors.find(code);
}

/** The meaning of an answer that is a failure: `{"errors":[{"code":9,"description":"…","parameter":"recipient"}]}`. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const list = parseJsonObject(response.body)?.['errors'];
  const error = asJsonObject(Array.isArray(list) ? list[0] : undefined);
  const facts = errors.find(error?.['code']);
  return { ...classifyHttpStatus(response), ...facts, ...parameterFacts(facts, error) };
}

function parameterFacts(
  facts: ProviderErrorFacts | undefined,
  error: Readonly<Record<string, unknown>> | undefined,
): Partial<FailedAnswer> | undefined {
  if (facts?.providerCode !== '9' && facts?.providerCode !== '10') return undefined;
  const found = parameters.find(error?.['parameter']);
  if (found?.code === undefined) return undefined;
  const { code, docsUrl, advice } = found;
  return { code, docsUrl, ...(advice !== undefined && { advice }) };
}
