import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderErrorDetails,
  providerErrorTable,
  trialAccount,
} from '@sms-connectors/core';

const smsUrl = 'https://help.aliyun.com/document_detail/101346.html';
const reportUrl = 'https://help.aliyun.com/document_detail/101347.html';
const verifyCodeUrl =
  'https://help.aliyun.com/zh/pnvs/developer-reference/api-dypnsapi-2017-05-25-sendsmsverifycode';
const numberVerificationUrl = 'https://help.aliyun.com/document_detail/85198.html';
const gatewayUrl = 'https://developer.aliyun.com/ask/278265';

const tooManyMessages = {
  code: 'insufficient_balance',
  advice: 'Raise the limit in the console.',
} as const satisfies ProviderErrorDetails;
const noPermission = {
  code: 'unauthorized',
  outcome: 'rejected',
  advice: 'Give the RAM user the permission to send.',
} as const satisfies ProviderErrorDetails;
const failed = {
  code: 'provider_unavailable',
  outcome: 'unknown',
} as const satisfies ProviderErrorDetails;

// All APIs of Alibaba Cloud.
const gatewayCodes = {
  'InvalidAccessKeyId.NotFound': 'unauthorized',
  'InvalidAccessKeyId.Inactive': 'unauthorized',
  'InvalidTimeStamp.Format': 'unauthorized',
  InvalidSignatureMethod: 'unauthorized',
  'Throttling.User': 'rate_limited',
} as const;

// `SendSms`.
const smsCodes = {
  'isv.SMS_SIGNATURE_SCENE_ILLEGAL': 'template_invalid',
  'isv.SIGN_STATE_ILLEGAL': 'sender_invalid',
  'isv.DOMESTIC_NUMBER_NOT_SUPPORTED': {
    code: 'region_blocked',
    advice:
      'Put a template for mainland China into `templateId`, and this one into `overseasTemplateId`.',
  },
  'isv.DENY_IP_RANGE': {
    code: 'unauthorized',
    advice: 'Send from an IP address in mainland China.',
  },
  'isv.DAY_LIMIT_CONTROL': tooManyMessages,
  'isv.MONTH_LIMIT_CONTROL': tooManyMessages,
  'isv.SMS_CONTENT_ILLEGAL': 'content_rejected',
  'isv.SMS_SIGN_ILLEGAL': 'sender_invalid',
  'isp.RAM_PERMISSION_DENY': noPermission,
  'isv.OUT_OF_SERVICE': 'insufficient_balance',
  'isv.PRODUCT_UN_SUBSCRIPT': 'account_suspended',
  'isv.PRODUCT_UNSUBSCRIBE': 'account_suspended',
  'isv.ACCOUNT_NOT_EXISTS': 'unauthorized',
  'isv.ACCOUNT_ABNORMAL': 'account_suspended',
  'isv.SMS_TEMPLATE_ILLEGAL': 'template_invalid',
  'isv.SMS_SIGNATURE_ILLEGAL': 'sender_invalid',
  'isp.SYSTEM_ERROR': failed,
  'isp.GATEWAY_ERROR': failed,
  'isv.MOBILE_NUMBER_ILLEGAL': 'invalid_recipient',
  'isv.TEMPLATE_MISSING_PARAMETERS': {
    code: 'template_invalid',
    advice: 'Name each variable of the template in `parameters`.',
  },
  'isv.BUSINESS_LIMIT_CONTROL': 'rate_limited',
  'isv.BLACK_KEY_CONTROL_LIMIT': 'opted_out',
  'isv.PARAM_LENGTH_LIMIT': {
    code: 'invalid_message',
    advice: 'Send a code of 4 to 6 characters.',
  },
  'isv.PARAM_NOT_SUPPORT_URL': {
    code: 'invalid_message',
    advice: 'Send no link: a variable of a template cannot have one.',
  },
  'isv.AMOUNT_NOT_ENOUGH': 'insufficient_balance',
  'isv.TEMPLATE_PARAMS_ILLEGAL': {
    code: 'invalid_message',
    advice: 'Send values that fit the attributes of the template’s variables.',
  },
  'isv.CUSTOMER_REFUSED': 'opted_out',
  'isv.SMS_TEST_SIGN_TEMPLATE_LIMIT': {
    code: 'template_invalid',
    advice: 'Use the test signature and the test template together.',
  },
  'isv.SMS_TEST_TEMPLATE_PARAMS_ILLEGAL': {
    code: 'invalid_message',
    advice: 'Send a code of 4 to 6 digits.',
  },
  'isv.SMS_TEST_NUMBER_LIMIT': {
    ...trialAccount,
    advice: 'Bind the number in the console, or use a signature and a template of your own.',
  },
  'isv.SECURITY_FROZEN_ACCOUNT': 'account_suspended',
  'isv.UNSUPPORTED_CONTENT': 'content_rejected',
  'isv.SMS_CONTENT_MISMATCH_TEMPLATE_TYPE': 'content_rejected',
  PORT_NOT_REGISTERED: {
    code: 'sender_invalid',
    advice: 'Wait until the carriers have registered the signature.',
  },
  SignatureDoesNotMatch: 'unauthorized',
  'InvalidTimeStamp.Expired': {
    code: 'unauthorized',
    advice: 'Set the clock of the machine: it is more than 15 minutes off.',
  },
  // The same request has arrived before.
  SignatureNonceUsed: { code: 'unclassified', outcome: 'unknown' },
} as const;

// `SendSmsVerifyCode`.
const verifyCodeCodes = {
  MOBILE_NUMBER_ILLEGAL: 'invalid_recipient',
  BUSINESS_LIMIT_CONTROL: 'rate_limited',
  FREQUENCY_FAIL: 'rate_limited',
  FUNCTION_NOT_OPENED: 'account_suspended',
} as const;

// The service of `SendSmsVerifyCode`, beside the codes that `SendSms` has, too.
const numberVerificationCodes = {
  'isv.RAM_PERMISSION_DENY': noPermission,
} as const;

const reportCodes = {
  IS_CLOSE: 'provider_unavailable',
  MOBILE_NOT_ON_SERVICE: 'unreachable_recipient',
  MOBILE_SEND_LIMIT: 'rate_limited',
  MOBILE_ACCOUNT_ABNORMAL: 'unreachable_recipient',
  MOBILE_IN_BLACK: 'opted_out',
  MOBILE_TERMINAL_ERROR: 'unreachable_recipient',
  // So spelt on the page.
  MOBLLE_TERMINAL_ERROR: 'unreachable_recipient',
  CONTENT_KEYWORD: 'content_rejected',
  INVALID_NUMBER: 'invalid_recipient',
  CONTENT_ERROR: 'content_rejected',
  EXPIRED: 'unreachable_recipient',
  SP_NOT_BY_INTER_SMS: 'unreachable_recipient',
  USER_REJECT: 'opted_out',
  NO_ROUTE: 'content_rejected',
} as const;

const sources = [
  [gatewayUrl, gatewayCodes],
  [reportUrl, reportCodes],
  [verifyCodeUrl, verifyCodeCodes],
  [numberVerificationUrl, numberVerificationCodes],
] as const;

/** The codes of both APIs, of the gateway in front of them, and of delivery reports. */
export const errors = providerErrorTable({
  pattern: /^[A-Za-z][A-Za-z_]{1,49}(?:\.[A-Za-z_]{2,50})?$/,
  docsUrl: (code) => sources.find(([, codes]) => Object.hasOwn(codes, code))?.[0] ?? smsUrl,
  codes: {
    ...gatewayCodes,
    ...smsCodes,
    ...verifyCodeCodes,
    ...numberVerificationCodes,
    ...reportCodes,
  },
});

export const errorRows = errors.rows;

/**
 * The meaning of an answer that is a failure. Both APIs answer 200 to messages that they refuse, too: any code but `OK`
 * means that the request failed. Codes that start with `isp.` are failures of the service itself.
 * @see https://help.aliyun.com/document_detail/55284.html
 */
export function readFailure(response: HttpResponse): FailedAnswer {
  const found = errors.find(parseJsonObject(response.body)?.['Code']);
  const failure = { ...withoutCode(response, found?.providerCode), ...found };
  return failure.code === 'rate_limited'
    ? { ...failure, retryAfterMs: failure.retryAfterMs ?? waitIn(response.headers) }
    : failure;
}

function withoutCode(response: HttpResponse, code: string | undefined): FailedAnswer {
  if (code === undefined || response.status !== 200) return classifyHttpStatus(response);
  return { outcome: code.startsWith('isp.') ? 'unknown' : 'rejected', code: 'unclassified' };
}

/**
 * How long to wait, in milliseconds.
 * @see https://www.npmjs.com/package/@alicloud/openapi-core (`getThrottlingTimeLeft`)
 */
function waitIn(headers: HttpResponse['headers']): number | undefined {
  const wait = String(headers['x-acs-retry-after']);
  return /^\d+$/.test(wait) ? Number(wait) : undefined;
}
