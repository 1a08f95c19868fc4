import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpResponse,
  providerErrorTable,
} from '@sms-connectors/core';
import { textOf } from './xml.ts';

const apiReference = 'https://docs.aws.amazon.com/sns/latest/api';
const errorsOfPublish = /^(AuthorizationError|InternalError|InvalidParameter|InvalidSecurity)\b/;

/** The errors of `Publish`, and those of all AWS APIs. After a dot comes the parameter that is wrong. */
const errors = providerErrorTable({
  pattern: /^[A-Z][A-Za-z]{2,60}(?:\.PhoneNumber)?$/,
  docsUrl: (code) =>
    `${apiReference}/${errorsOfPublish.test(code) ? 'API_Publish' : 'CommonErrors'}.html`,
  codes: {
    AuthorizationError: 'unauthorized',
    InternalError: 'provider_unavailable',
    'InvalidParameter.PhoneNumber': 'invalid_recipient',
    InvalidSecurity: 'unauthorized',
    AccessDeniedException: 'unauthorized',
    ExpiredTokenException: 'unauthorized',
    IncompleteSignature: 'unauthorized',
    InternalFailure: 'provider_unavailable',
    MissingAuthenticationToken: 'unauthorized',
    NotAuthorized: 'unauthorized',
    OptInRequired: 'account_suspended',
    RequestExpired: 'unauthorized',
    ServiceUnavailable: 'provider_unavailable',
    ThrottlingException: 'rate_limited',
    UnrecognizedClientException: 'unauthorized',
  },
});
export const errorRows = errors.rows;

/**
 * The meaning of an answer that is a failure.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#operation-error-serialization
 */
export function readFailure(response: HttpResponse): FailedAnswer {
  const code = textOf(response.body, 'Code');
  return { ...classifyHttpStatus(response), ...errors.find(withParameter(code, response.body)) };
}

// https://repost.aws/knowledge-center/sns-invalid-parameter-error-api-call
function withParameter(code: string | undefined, body: string): string | undefined {
  const isAboutRecipient =
    code === 'InvalidParameter' &&
    /^Invalid parameter: PhoneNumber\b/.test(textOf(body, 'Message') ?? '');
  return isAboutRecipient ? `${code}.PhoneNumber` : code;
}
