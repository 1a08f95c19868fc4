import {
  asJsonObject,
  classifyHttpStatus,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderErrorMeaning,
  providerErrorTable,
  trialAccount,
} from '@sms-connectors/core';

// Statuses and errors of messages.
const messageCodesUrl =
  'https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes';
// Errors of the SMS API.
const smsApiUrl = 'https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages';
// Errors of the APIs for conversions and the balance.
const conversionApiUrl =
  'https://www.infobip.com/docs/api/channels/sms/sms-messaging/outbound-sms/log-end-tag';

const missingScope = {
  code: 'unauthorized',
  advice: 'Give the API key the scope `sms:message:send`.',
} as const;

const smsApiCodes = {
  E401: 'unauthorized',
  E403: missingScope,
  E429: 'rate_limited',
  E500: 'provider_unavailable',
} as const;

const conversionApiCodes = {
  UNAUTHORIZED: 'unauthorized',
  FORBIDDEN: 'unauthorized',
  NOT_FOUND: 'invalid_message',
  TOO_MANY_REQUESTS: 'rate_limited',
  GENERAL_ERROR: 'provider_unavailable',
} as const;

const statusCodes = {
  UNDELIVERABLE_NOT_DELIVERED: 'unreachable_recipient',
  REJECTED_NETWORK: 'region_blocked',
  REJECTED_PREFIX_MISSING: 'invalid_recipient',
  REJECTED_DND: 'opted_out',
  REJECTED_SOURCE: 'sender_invalid',
  REJECTED_NOT_ENOUGH_CREDITS: 'insufficient_balance',
  REJECTED_SENDER: 'sender_invalid',
  REJECTED_DESTINATION_BLOCKLISTED: 'opted_out',
  REJECTED_PREPAID_PACKAGE_EXPIRED: 'insufficient_balance',
  REJECTED_DESTINATION_NOT_REGISTERED: trialAccount,
  REJECTED_ROUTE_NOT_AVAILABLE: 'region_blocked',
  REJECTED_FLOODING_FILTER: 'rate_limited',
  REJECTED_SYSTEM_ERROR: 'provider_unavailable',
  REJECTED_MESSAGE_TOO_LONG: 'content_rejected',
  MISSING_TO: 'invalid_recipient',
  REJECTED_DESTINATION: 'invalid_recipient',
  // It is also in the group EXPIRED, whose other members may have been delivered.
  SIGNALS_BLOCKED: { code: 'fraud_blocked', outcome: 'rejected' },
} as const;

// Errors in delivery reports.
const errorCodes = {
  EC_UNKNOWN_SUBSCRIBER: 'invalid_recipient',
  EC_UNIDENTIFIED_SUBSCRIBER: 'invalid_recipient',
  EC_ABSENT_SUBSCRIBER_SM: 'unreachable_recipient',
  EC_ROAMING_NOT_ALLOWED: 'unreachable_recipient',
  EC_ILLEGAL_SUBSCRIBER: 'unreachable_recipient',
  EC_BEARER_SERVICE_NOT_PROVISIONED: 'unreachable_recipient',
  EC_TELESERVICE_NOT_PROVISIONED: 'unreachable_recipient',
  EC_ILLEGAL_EQUIPMENT: 'unreachable_recipient',
  EC_CALL_BARRED: 'unreachable_recipient',
  EC_CUG_REJECT: 'unreachable_recipient',
  EC_FACILITY_NOT_SUPPORTED: 'unreachable_recipient',
  EC_NO_RADIO_RESOURCE_AVAILABLE: 'unreachable_recipient',
  EC_ABSENT_SUBSCRIBER: 'unreachable_recipient',
  EC_SUBSCRIBER_BUSY_FOR_MT_SMS: 'unreachable_recipient',
  EC_SM_DELIVERY_FAILURE: 'unreachable_recipient',
  EC_SM_DF_MEMORYCAPACITYEXCEEDED: 'unreachable_recipient',
  EC_SM_DF_EQUIPMENTPROTOCOLERROR: 'unreachable_recipient',
  EC_SM_DF_EQUIPMENTNOTSM_EQUIPPED: 'unreachable_recipient',
  EC_OPERATOR_NOT_FOUND: 'invalid_recipient',
  EC_INVALID_DESTINATION_ADDRESS: 'invalid_recipient',
  EC_INVALID_REQUEST_DESTINATION: 'invalid_recipient',
  EC_MSG_TEXT_TOO_LONG: 'content_rejected',
  EC_INVALID_SOURCE_ADDRESS: 'sender_invalid',
  EC_ACCOUNT_ACCESS_DENIED: 'account_suspended',
  EC_TF_NUMBER_NOT_VERIFIED: 'sender_invalid',
  EC_LIMIT_REACHED: 'rate_limited',
  EC_QUOTA_REACHED: 'rate_limited',
  EC_SC_BLOCKED_FOR_END_USER: 'unreachable_recipient',
  EC_CONTENT_BLOCKED_BY_OPERATOR: 'content_rejected',
  EC_SC_NOT_PROVISIONED: 'sender_invalid',
  EC_SC_EXPIRED: 'sender_invalid',
  EC_SC_BLOCKED: 'sender_invalid',
  EC_CANNOT_RECEIVE_SC: 'unreachable_recipient',
  EC_DESTINATION_BLOCKED_BY_OPERATOR: 'unreachable_recipient',
  EC_DESTINATION_NOT_SMS_PROVISIONED: 'unreachable_recipient',
  EC_DEST_ADDRESS_SUSPENDED: 'unreachable_recipient',
  EC_CAMPAIGN_ID_REJECTED: 'sender_invalid',
  EC_CAMPAIGNID_NOT_PROVISIONED: 'sender_invalid',
  EC_SC_BLOCKED_BY_END_USER: 'opted_out',
  EC_DEST_ADDRESS_NOT_IN_SMS_DEMO: trialAccount,
  EC_USER_OUT_OF_CREDIT: 'unreachable_recipient',
  EC_ACCOUNT_NOT_PROVISIONED_FOR_CHANNEL: 'region_blocked',
  EC_ACC_HAS_NO_ADRESS_FOR_DESR: 'region_blocked',
  EC_CONTENT_BLOCKED: 'opted_out',
  EC_BLOCKED_BY_CAMPAIGN_BLACKLIST: 'content_rejected',
  EC_REJECTED_SPAM_BY_OPERATOR: 'content_rejected',
  EC_SIGNALS_BLOCKED: 'fraud_blocked',
  EC_SIGNALS_HARD_LIMIT_REACHED: 'rate_limited',
  EC_TEMPORARY_HANDSET_FAILURE: 'unreachable_recipient',
  EC_DEST_ADDRESS_UNABLE_TO_RECEIVE_SMS: 'unreachable_recipient',
  EC_MOBILE_OPERATOR_NETWORK_ERROR: 'unreachable_recipient',
  EC_IMSI_BLACKLISTED: 'unreachable_recipient',
  EC_DEST_ADDRESS_BLACKLISTED: 'opted_out',
  EC_INVALIDMSCADDRESS: 'content_rejected',
  EC_BLACKLISTED_DESTINATIONADDRESS: 'opted_out',
  EC_BLACKLISTED_SENDERADDRESS: 'sender_invalid',
  EC_DEACTIVATED_LIST: 'invalid_recipient',
  EC_MONTHLY_LIMIT_REACHED: 'insufficient_balance',
  EC_DESTINATION_FLOODING: 'rate_limited',
  EC_DESTINATION_TXT_FLOODING: 'rate_limited',
  EC_10DLC_LIMIT_REACHED: 'rate_limited',
} as const;

// The recipient's network could not be reached.
const networkErrors = [
  'EC_OR_REMOTENODENOTREACHABLE',
  'EC_NNR_NOTRANSLATIONFORANADDRESSOFSUCHNATURE',
  'EC_NNR_SUBSYSTEMCONGESTION',
  'EC_NNR_SUBSYSTEMFAILURE',
  'EC_NNR_UNEQUIPPEDUSER',
  'EC_NNR_MTPFAILURE',
  'EC_NNR_NETWORKCONGESTION',
  'EC_NNR_UNQUALIFIED',
  'EC_NNR_ERRORINMESSAGETRANSPORTXUDT',
  'EC_NNR_ERRORINLOCALPROCESSINGXUDT',
  'EC_NNR_DESTINATIONCANNOTPERFORMREASSEMBLYXUDT',
  'EC_NNR_SCCPFAILURE',
  'EC_NNR_HOPCOUNTERVIOLATION',
  'EC_NNR_SEGMENTATIONNOTSUPPORTED',
  'EC_NNR_SEGMENTATIONFAILURE',
];

// Registrations that India requires (DLT).
const indianSenders = [
  'EC_ENTITY_BLOCKED_BY_DLT',
  'EC_ENTITY_NOT_FOUND',
  'EC_ENTITY_NOT_REGISTERED',
  'EC_ENTITY_INACTIVE',
  'EC_ENTITY_BLACKLISTED',
  'EC_INVALID_ENTITY_ID',
  'EC_ENTITY_ID_NOT_ALLOWED_FOR_TM',
  'EC_TELEMARKETER_BLOCKED_BY_DLT',
  'EC_TELEMARKETER_NOT_REGISTERED',
  'EC_TELEMARKETER_INACTIVE',
  'EC_TELEMARKETER_BLACKLISTED',
  'EC_SENDER_BLOCKED_BY_DLT',
  'EC_HEADER_NOT_FOUND',
  'EC_HEADER_INACTIVE',
  'EC_HEADER_BLACKLISTED',
  'EC_PEID_NOT_MATCHED_WITH_HEADER',
  'EC_HEADER_IN_FREEPOOL',
  'EC_HEADER_SUSPENDED_DUE_TO_VALIDITY',
  'EC_HEADER_SUSPENDED_DUE_TO_USAGE',
  'EC_HEADER_SUSPENDED_DUE_TO_CUSTOMER',
];
const indianTemplates = [
  'EC_TEMPLATE_BLOCKED_BY_DLT',
  'EC_TEMPLATE_NOT_FOUND',
  'EC_TEMPLATE_INACTIVE',
  'EC_TEMPLATE_BLACKLISTED',
  'EC_TEMPLATE_NOT_MATCHED',
  'EC_HEADER_NOT_REGISTERED_FOR_TEMPLATE',
  'EC_TEMPLATE_VARIABLE_EXCEEDED_MAX_LENGTH',
  'EC_ERROR_IDENTIFYING_TEMPLATE',
  'EC_INVALID_TEMPLATE_ID',
  'EC_TEMPLATE_NOT_REGISTERED_TO_ENTITY',
  'EC_PROMOTIONAL_TEMPLATE_USED_ON_OTHERS_HEADER',
  'EC_INVALID_TEMPLATE_TYPE',
  'EC_TEMPLATE_SUSPENDED_DUE_TO_VALIDITY',
  'EC_TEMPLATE_SUSPENDED_DUE_TO_USAGE',
  'EC_TEMPLATE_SUSPENDED_DUE_TO_CUSTOMER',
];

/** Infobip's error codes: the name of a status or an error, or the code of a request that was refused. */
export const errors = providerErrorTable({
  pattern: /^[A-Z][A-Z0-9_]{2,59}$/,
  docsUrl: (code) => {
    if (Object.hasOwn(smsApiCodes, code)) return smsApiUrl;
    return Object.hasOwn(conversionApiCodes, code) ? conversionApiUrl : messageCodesUrl;
  },
  codes: {
    ...smsApiCodes,
    ...conversionApiCodes,
    ...statusCodes,
    ...errorCodes,
    ...all(networkErrors, 'unreachable_recipient'),
    ...all(indianSenders, 'sender_invalid'),
    ...all(indianTemplates, 'template_invalid'),
  },
});

export const errorRows = errors.rows;

function all(
  codes: readonly string[],
  meaning: ProviderErrorMeaning,
): Readonly<Record<string, ProviderErrorMeaning>> {
  return Object.fromEntries(codes.map((code) => [code, meaning]));
}

/** A request that Infobip refused as a whole. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const body = parseJsonObject(response.body);
  const requestError = asJsonObject(body?.['requestError']);
  const exception = asJsonObject(requestError?.['serviceException']);
  return {
    ...classifyHttpStatus(response),
    ...errors.find(body?.['errorCode'] ?? exception?.['messageId']),
  };
}
