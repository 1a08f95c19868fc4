import { type ErrorRow, providerErrorTable, trialAccount } from '@sms-connectors/core';

const apiReference = 'https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2';
const eventTypes =
  'https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html';
const signatures =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html';
const ownErrors =
  /^(AccessDenied|Conflict|InternalServer|ResourceNotFound|ServiceQuotaExceeded|Throttling|Validation)Exception/;

/**
 * AWS's errors: the error's type, with its reason if it has one. The codes that begin with `TEXT_` are events of
 * messages that AWS accepted and then failed to deliver.
 */
export const errors = providerErrorTable({
  pattern: /^(?:TEXT_[A-Z_]{1,40}|[A-Z][A-Za-z]{2,60}(?:\.[A-Za-z][A-Za-z_-]{1,79})?)$/,
  docsUrl: (code) => {
    if (code.startsWith('TEXT_')) return eventTypes;
    if (code === 'InvalidSignatureException') return signatures;
    return `${apiReference}/${ownErrors.test(code) ? 'API_SendTextMessage' : 'CommonErrors'}.html`;
  },
  codes: {
    AccessDeniedException: 'unauthorized',
    'AccessDeniedException.ACCOUNT_DISABLED': 'account_suspended',
    'AccessDeniedException.INSUFFICIENT_ACCOUNT_REPUTATION': 'account_suspended',
    'ConflictException.DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION': 'region_blocked',
    'ConflictException.DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE':
      'fraud_blocked',
    'ConflictException.DESTINATION_PHONE_NUMBER_NOT_VERIFIED': trialAccount,
    'ConflictException.DESTINATION_PHONE_NUMBER_OPTED_OUT': 'opted_out',
    'ConflictException.MESSAGE_TYPE_MISMATCH': 'sender_invalid',
    'ConflictException.NO_ORIGINATION_IDENTITIES_FOUND': 'sender_invalid',
    'ConflictException.NUMBER_CAPABILITIES_MISMATCH': 'sender_invalid',
    'ConflictException.RESOURCE_NOT_ACTIVE': 'sender_invalid',
    'ResourceNotFoundException.configuration-set': 'invalid_config',
    'ResourceNotFoundException.message': 'invalid_message',
    'ResourceNotFoundException.phone-number': 'sender_invalid',
    'ResourceNotFoundException.pool': 'sender_invalid',
    'ResourceNotFoundException.protect-configuration': 'invalid_config',
    'ResourceNotFoundException.rcs-agent': 'sender_invalid',
    'ResourceNotFoundException.sender-id': 'sender_invalid',
    'ServiceQuotaExceededException.MONTHLY_SPEND_LIMIT_REACHED_FOR_RCS': 'insufficient_balance',
    'ServiceQuotaExceededException.MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT': 'insufficient_balance',
    ThrottlingException: 'rate_limited',
    'ValidationException.COUNTRY_NOT_ENABLED': 'region_blocked',
    'ValidationException.DESTINATION_COUNTRY_BLOCKED': 'region_blocked',
    'ValidationException.INTERNATIONAL_SENDING_NOT_SUPPORTED': 'sender_invalid',
    'ValidationException.INVALID_ARN': 'invalid_config',
    'ValidationException.INVALID_IDENTITY_FOR_DESTINATION_COUNTRY': 'sender_invalid',
    // The price depends on the country.
    'ValidationException.PRICE_OVER_THRESHOLD': 'region_blocked',
    'ValidationException.RESOURCE_NOT_ACCESSIBLE': 'sender_invalid',
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
    // A blocked country already rejects the request, so this is the filter against fraud.
    TEXT_PROTECT_BLOCKED: 'fraud_blocked',
    TEXT_SPAM: 'content_rejected',
    TEXT_TTL_EXPIRED: 'unreachable_recipient',
    TEXT_UNREACHABLE: 'unreachable_recipient',
  },
});

/** The meaning of a `ValidationException` by the first field that it names, if its reason has no meaning of its own. */
export const fieldErrors = providerErrorTable({
  pattern: /^[A-Za-z]{1,60}$/,
  docsUrl: () => `${apiReference}/API_SendTextMessage.html`,
  cause: (field) => `ValidationException (${field})`,
  codes: {
    ConfigurationSetName: 'invalid_config',
    DestinationCountryParameters: 'invalid_config',
    DestinationPhoneNumber: 'invalid_recipient',
    MaxPrice: 'invalid_config',
    MessageBody: 'content_rejected',
    MessageFeedbackEnabled: 'invalid_config',
    OriginationIdentity: 'sender_invalid',
    ProtectConfigurationId: 'invalid_config',
    TimeToLive: 'invalid_message',
  },
});

export const errorRows: readonly ErrorRow[] = [...errors.rows, ...fieldErrors.rows];
