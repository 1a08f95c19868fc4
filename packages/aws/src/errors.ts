import type { ErrorCode, ErrorRow } from '@sms-connectors/core';

/**
 * AWS's errors and ours: the error's type, with the reason that it gives where it gives one. What begins with
 * `TEXT_` is the event of a message that AWS has taken and given up.
 */
export const providerErrors = {
  AccessDeniedException: 'unauthorized',
  'AccessDeniedException.ACCOUNT_DISABLED': 'account_suspended',
  'AccessDeniedException.INSUFFICIENT_ACCOUNT_REPUTATION': 'account_suspended',
  'ConflictException.DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION': 'region_blocked',
  'ConflictException.DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE': 'fraud_blocked',
  // An account in the sandbox: other providers reach the number.
  'ConflictException.DESTINATION_PHONE_NUMBER_NOT_VERIFIED': 'account_suspended',
  'ConflictException.DESTINATION_PHONE_NUMBER_OPTED_OUT': 'opted_out',
  'ConflictException.MESSAGE_TYPE_MISMATCH': 'sender_invalid',
  'ConflictException.NO_ORIGINATION_IDENTITIES_FOUND': 'sender_invalid',
  'ConflictException.NUMBER_CAPABILITIES_MISMATCH': 'sender_invalid',
  'ConflictException.RESOURCE_NOT_ACTIVE': 'sender_invalid',
  'ResourceNotFoundException.configuration-set': 'invalid_config',
  'ResourceNotFoundException.phone-number': 'sender_invalid',
  'ResourceNotFoundException.pool': 'sender_invalid',
  'ResourceNotFoundException.protect-configuration': 'invalid_config',
  'ResourceNotFoundException.rcs-agent': 'sender_invalid',
  'ResourceNotFoundException.sender-id': 'sender_invalid',
  'ServiceQuotaExceededException.MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT': 'insufficient_balance',
  ThrottlingException: 'rate_limited',
  'ValidationException.COUNTRY_NOT_ENABLED': 'region_blocked',
  'ValidationException.DESTINATION_COUNTRY_BLOCKED': 'region_blocked',
  'ValidationException.INTERNATIONAL_SENDING_NOT_SUPPORTED': 'sender_invalid',
  'ValidationException.INVALID_ARN': 'invalid_config',
  'ValidationException.INVALID_IDENTITY_FOR_DESTINATION_COUNTRY': 'sender_invalid',
  // Nobody is told a price per country beforehand: it is where the message goes that is too dear.
  'ValidationException.PRICE_OVER_THRESHOLD': 'region_blocked',
  'ValidationException.SENDER_ID_NOT_REGISTERED': 'sender_invalid',
  'ValidationException.SENDER_ID_NOT_SUPPORTED': 'sender_invalid',
  'ValidationException.SENDER_ID_REQUIRES_REGISTRATION': 'sender_invalid',
  InternalServerException: 'provider_unavailable',
  ExpiredTokenException: 'unauthorized',
  IncompleteSignature: 'unauthorized',
  InternalFailure: 'provider_unavailable',
  InvalidSignatureException: 'unauthorized',
  NotAuthorized: 'unauthorized',
  OptInRequired: 'account_suspended',
  RequestExpired: 'unauthorized',
  ServiceUnavailable: 'provider_unavailable',
  UnrecognizedClientException: 'unauthorized',
  TEXT_BLOCKED: 'unreachable_recipient',
  TEXT_CARRIER_BLOCKED: 'content_rejected',
  TEXT_CARRIER_UNREACHABLE: 'unreachable_recipient',
  TEXT_INVALID: 'invalid_recipient',
  TEXT_INVALID_MESSAGE: 'content_rejected',
  // A country that is blocked refuses the request itself; what is left is a filter against fraud.
  TEXT_PROTECT_BLOCKED: 'fraud_blocked',
  TEXT_SPAM: 'content_rejected',
  TEXT_TTL_EXPIRED: 'unreachable_recipient',
  TEXT_UNREACHABLE: 'unreachable_recipient',
} as const satisfies Readonly<Record<string, ErrorCode>>;

/** What a `ValidationException` means by the field that it names first, where its reason says no more. */
export const invalidFields = {
  ConfigurationSetName: 'invalid_config',
  DestinationCountryParameters: 'invalid_config',
  DestinationPhoneNumber: 'invalid_recipient',
  MaxPrice: 'invalid_config',
  MessageBody: 'content_rejected',
  OriginationIdentity: 'sender_invalid',
  ProtectConfigurationId: 'invalid_config',
} as const satisfies Readonly<Record<string, ErrorCode>>;

const apiReference = 'https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2';
const eventTypes =
  'https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html';
const ownErrors =
  /^(AccessDenied|Conflict|InternalServer|ResourceNotFound|ServiceQuotaExceeded|Throttling|Validation)Exception/;

/** AWS's page on an error or an event. */
export function docsUrl(code: string): string {
  if (code.startsWith('TEXT_')) return eventTypes;
  return `${apiReference}/${ownErrors.test(code) ? 'API_SendTextMessage' : 'CommonErrors'}.html`;
}

export const errorRows: readonly ErrorRow[] = [
  ...Object.entries(providerErrors),
  ...Object.entries(invalidFields).map(
    ([field, code]) => [`ValidationException (${field})`, code] as const,
  ),
].map(([cause, code]) => ({ cause, code, docsUrl: docsUrl(cause) }));
