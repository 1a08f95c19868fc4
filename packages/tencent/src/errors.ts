import {
  type ErrorRow,
  type FailedAnswer,
  type ProviderErrorDetails,
  providerErrorTable,
} from '@sms-connectors/core';

// Codes of all of Tencent Cloud’s APIs.
const commonCodesUrl = 'https://www.tencentcloud.com/document/product/382/40474';
// Codes of the SMS API, in the SDK of the site in English, and in that of the site in Chinese.
const smsCodesUrl =
  'https://github.com/TencentCloud/tencentcloud-sdk-go-intl-en/blob/master/tencentcloud/sms/v20210111/errors.go';
const chineseSmsCodesUrl =
  'https://github.com/TencentCloud/tencentcloud-sdk-go/blob/master/tencentcloud/sms/v20210111/errors.go';
const receiptCodesUrl = 'https://www.tencentcloud.com/document/product/382/35462';

const wrongClock = {
  code: 'unauthorized',
  advice: 'Set the clock of your server: its time is in each signature.',
} as const satisfies ProviderErrorDetails;

const dailyLimit = {
  code: 'insufficient_balance',
  advice: 'Raise the daily limit of messages in the basic configuration of the application.',
} as const satisfies ProviderErrorDetails;

const blockedCountry = {
  code: 'region_blocked',
  advice: 'Allow more messages to the country in the basic configuration of the application.',
} as const satisfies ProviderErrorDetails;

const templateOfOtherArea = {
  code: 'template_invalid',
  advice:
    'Set `mainlandTemplateId` to a template for the Chinese mainland, and `templateId` to one for all other numbers. The signature must be registered for both.',
} as const satisfies ProviderErrorDetails;

const marketingTemplate = {
  code: 'template_invalid',
  advice: 'Use a template of the type verification code, not of the type marketing.',
} as const satisfies ProviderErrorDetails;

const mayHaveSent = { code: 'provider_unavailable', outcome: 'unknown' } as const;

const commonCodes = {
  'AuthFailure.InvalidAuthorization': 'unauthorized',
  'AuthFailure.InvalidSecretId': 'unauthorized',
  'AuthFailure.MFAFailure': 'unauthorized',
  'AuthFailure.SecretIdNotFound': 'unauthorized',
  'AuthFailure.SignatureExpire': wrongClock,
  'AuthFailure.SignatureFailure': 'unauthorized',
  'AuthFailure.TokenFailure': 'unauthorized',
  'AuthFailure.UnauthorizedOperation': {
    code: 'unauthorized',
    advice: 'Allow the user of the key to call `SendSms`.',
  },
  InternalError: mayHaveSent,
  IpInBlacklist: 'unauthorized',
  IpNotInWhitelist: 'unauthorized',
  RequestLimitExceeded: 'rate_limited',
  'RequestLimitExceeded.GlobalRegionUinLimitExceeded': 'rate_limited',
  'RequestLimitExceeded.IPLimitExceeded': 'rate_limited',
  'RequestLimitExceeded.UinLimitExceeded': 'rate_limited',
  ServiceUnavailable: mayHaveSent,
  UnauthorizedOperation: 'unauthorized',
  UnsupportedRegion: 'invalid_config',
} as const;

const chineseSmsCodes = {
  'LimitExceeded.GlobalSmsSendingRateLimit': 'rate_limited',
} as const;

const smsCodes = {
  'FailedOperation.ContainSensitiveWord': 'content_rejected',
  'FailedOperation.FailResolvePacket': 'unclassified',
  'FailedOperation.InsufficientBalanceInSmsPackage': 'insufficient_balance',
  'FailedOperation.JsonParseFail': 'unclassified',
  'FailedOperation.MarketingSendTimeConstraint': marketingTemplate,
  'FailedOperation.MissingSignature': 'sender_invalid',
  // “Other error” and “Unknown error”, which do not say whether the message is sent.
  'FailedOperation.OtherError': { code: 'unclassified', outcome: 'unknown' },
  'FailedOperation.ParametersOtherError': { code: 'unclassified', outcome: 'unknown' },
  'FailedOperation.PhoneNumberInBlacklist': 'opted_out',
  'FailedOperation.PhoneNumberParseFail': 'invalid_recipient',
  'FailedOperation.SignatureIncorrectOrUnapproved': 'sender_invalid',
  'FailedOperation.TemplateIdNotExist': 'template_invalid',
  'FailedOperation.TemplateIncorrectOrUnapproved': 'template_invalid',
  'FailedOperation.TemplateParamSetNotMatchApprovedTemplate': {
    code: 'template_invalid',
    advice: 'List as many `parameters` as the approved template has variables.',
  },
  'FailedOperation.TemplateUnapprovedOrNotExist': 'template_invalid',
  'InternalError.JsonParseFail': 'unclassified',
  'InternalError.OtherError': mayHaveSent,
  'InternalError.ParseBackendResponseFail': mayHaveSent,
  'InternalError.RequestTimeException': wrongClock,
  'InternalError.RestApiInterfaceNotExist': 'unclassified',
  'InternalError.SendAndRecvFail': mayHaveSent,
  'InternalError.SigFieldMissing': 'unauthorized',
  'InternalError.SigVerificationFail': 'unauthorized',
  'InternalError.Timeout': mayHaveSent,
  'InternalError.UnknownError': mayHaveSent,
  'InvalidParameter.AppidAndBizId': 'invalid_config',
  'InvalidParameter.DirtyWordFound': 'content_rejected',
  'InvalidParameterValue.ContentLengthLimit': 'content_rejected',
  'InvalidParameterValue.IncorrectPhoneNumber': 'invalid_recipient',
  'InvalidParameterValue.ProhibitedUseUrlInTemplateParameter': {
    code: 'invalid_message',
    advice: 'Put links into the approved template: a parameter cannot have one.',
  },
  'InvalidParameterValue.SdkAppIdNotExist': 'invalid_config',
  'InvalidParameterValue.SignNameLengthTooLong': 'sender_invalid',
  'InvalidParameterValue.TemplateParameterFormatError': {
    code: 'invalid_message',
    advice: 'A template of the type verification code takes only values of up to 6 digits.',
  },
  'InvalidParameterValue.TemplateParameterLengthLimit': {
    code: 'invalid_message',
    advice: 'Send shorter values: the console shows the limit of your account.',
  },
  'LimitExceeded.AppCountryOrRegionDailyLimit': blockedCountry,
  'LimitExceeded.AppCountryOrRegionInBlacklist': blockedCountry,
  'LimitExceeded.AppDailyLimit': dailyLimit,
  'LimitExceeded.AppGlobalDailyLimit': dailyLimit,
  'LimitExceeded.AppMainlandChinaDailyLimit': dailyLimit,
  'LimitExceeded.DailyLimit': dailyLimit,
  'LimitExceeded.DeliveryFrequencyLimit': 'rate_limited',
  'LimitExceeded.PhoneNumberDailyLimit': 'rate_limited',
  'LimitExceeded.PhoneNumberOneHourLimit': 'rate_limited',
  'LimitExceeded.PhoneNumberSameContentDailyLimit': 'rate_limited',
  'LimitExceeded.PhoneNumberThirtySecondLimit': 'rate_limited',
  'UnauthorizedOperation.IndividualUserMarketingSmsPermissionDeny': marketingTemplate,
  'UnauthorizedOperation.RequestIpNotInWhitelist': {
    code: 'unauthorized',
    advice: 'Add the IP address of your server to the allowlist of the application.',
  },
  'UnauthorizedOperation.RequestPermissionDeny': 'unauthorized',
  'UnauthorizedOperation.SdkAppIdIsDisabled': 'account_suspended',
  'UnauthorizedOperation.ServiceSuspendDueToArrears': {
    code: 'account_suspended',
    advice: 'Pay the outstanding fees of the account.',
  },
  'UnauthorizedOperation.SmsSdkAppIdVerifyFail': {
    code: 'invalid_config',
    advice: 'Use an `sdkAppId` of the account that the key belongs to.',
  },
  'UnsupportedOperation.ChineseMainlandTemplateToGlobalPhone': templateOfOtherArea,
  'UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber': templateOfOtherArea,
  'UnsupportedOperation.GlobalTemplateToChineseMainlandPhone': templateOfOtherArea,
  'UnsupportedOperation.UnsupportedRegion': 'region_blocked',
} as const;

/** The codes of calls, and of the messages in a call. */
const errors = providerErrorTable({
  outcome: 'rejected',
  pattern: /^[A-Z][A-Za-z]{2,40}(?:\.[A-Za-z]{0,60})?$/,
  docsUrl: (code) => {
    if (Object.hasOwn(commonCodes, code)) return commonCodesUrl;
    return Object.hasOwn(chineseSmsCodes, code) ? chineseSmsCodesUrl : smsCodesUrl;
  },
  codes: { ...commonCodes, ...smsCodes, ...chineseSmsCodes },
});

/** The codes in delivery reports of numbers outside the Chinese mainland. Carriers of the mainland have their own. */
export const receiptErrors = providerErrorTable({
  // MK:0001, for example: https://cloud.tencent.com/document/api/382/59177
  pattern: /^(?:[A-Z]{2,8}(?::\d{1,4})?|-?\d{1,4})$/,
  docsUrl: () => receiptCodesUrl,
  codes: {
    COMFAIL: 'provider_unavailable',
    DELETED: 'unreachable_recipient',
    EXPIRED: 'unreachable_recipient',
    REJECTD: 'content_rejected',
    SUBFAIL: 'invalid_recipient',
    UNDELIV: 'unreachable_recipient',
    UNKNOWN: 'unclassified',
    WTNFAIL: 'unreachable_recipient',
  },
});

export const errorRows: readonly ErrorRow[] = [...errors.rows, ...receiptErrors.rows];

// Tencent Cloud refuses a call with these before it sends. Other codes may stand for a failure on the way.
const refusals =
  /^(?:ActionOffline|AuthFailure|Invalid|Ip|LimitExceeded|Missing|NoSuch|RequestLimitExceeded|RequestSizeLimitExceeded|Unauthorized|UnknownParameter|Unsupported)/;

/** What a code means, at either of the two levels of an answer; `undefined` for a value that is no code. */
export function readError(code: unknown): FailedAnswer | undefined {
  const facts = errors.find(code);
  if (facts === undefined) return undefined;
  const { providerCode } = facts;
  const outcome = refusals.test(providerCode) ? 'rejected' : 'unknown';
  // `InternalError.Something` is an `InternalError`.
  const { code: general, outcome: generalOutcome = outcome } =
    errors.find(providerCode.split('.')[0]) ?? {};
  return { outcome: generalOutcome, code: general ?? 'unclassified', ...facts };
}
