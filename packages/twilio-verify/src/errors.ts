import {
  classifyHttpStatus,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  providerErrorTable,
  trialAccount,
} from '@sms-connectors/core';

/**
 * Twilio's error codes for Verify, and those of its other APIs that a verification can end with.
 * @see https://www.twilio.com/docs/verify/api/error-codes
 * @see https://www.twilio.com/docs/api/errors
 */
const errors = providerErrorTable({
  // A shorter or longer number could be personal data.
  pattern: /^[1-9]\d{4}$/,
  docsUrl: (code) => `https://www.twilio.com/docs/api/errors/${code}`,
  codes: {
    10001: 'account_suspended',
    10002: 'account_suspended',
    20003: 'unauthorized',
    20005: 'account_suspended',
    20006: 'unauthorized',
    20008: 'unauthorized',
    20010: 'account_suspended',
    20403: 'account_suspended',
    20404: {
      code: 'invalid_config',
      advice: 'Check that `serviceSID` is that of a Verify service in this account.',
    },
    20429: 'rate_limited',
    20500: 'provider_unavailable',
    20503: 'provider_unavailable',
    20504: 'provider_unavailable',
    21211: 'invalid_recipient',
    21408: 'region_blocked',
    21608: trialAccount,
    21610: 'opted_out',
    21612: 'unreachable_recipient',
    21614: 'unreachable_recipient',
    30450: 'fraud_blocked',
    60200: 'invalid_recipient',
    60201: 'template_invalid',
    60202: 'rate_limited',
    60203: {
      code: 'rate_limited',
      advice:
        'This number has had five messages and no code was used: report which codes were used, or wait ten minutes.',
    },
    60204: {
      code: 'invalid_config',
      advice: 'Select `Enable Custom Verification Code` in the settings of the Verify service.',
    },
    60205: 'unreachable_recipient',
    60206: {
      code: 'invalid_config',
      advice: 'The Verify service is for payments (PSD2): use another.',
    },
    60212: 'rate_limited',
    60220: 'region_blocked',
    60223: {
      code: 'invalid_config',
      advice: 'Enable the channel SMS in the settings of the Verify service.',
    },
    60224: 'template_invalid',
    60226: 'region_blocked',
    60227: 'template_invalid',
    60228: 'template_invalid',
    60229: 'template_invalid',
    60238: {
      code: 'region_blocked',
      advice:
        'Twilio does not send to Cuba, Iran and Syria. For other numbers, ask Twilio whether the upgrade of your account is under review.',
    },
    60247: 'content_rejected',
    60250: 'sender_invalid',
    60410: 'fraud_blocked',
    60412: 'fraud_blocked',
    60605: 'region_blocked',
  },
});

export const errorRows = errors.rows;

/** What an answer other than a success means. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const { code, message } = parseJsonObject(response.body) ?? {};
  const facts = { ...classifyHttpStatus(response), ...codeIn(code), ...requestIdOf(response) };
  const parameter = code === 60_200 ? parameterIn(message) : undefined;
  return { ...facts, ...meaningOfParameter(parameter) };
}

// In JSON, Twilio writes its codes as numbers; a text could be anything.
function codeIn(code: unknown) {
  return typeof code === 'number' ? errors.find(code) : undefined;
}

// The message may repeat the value too: https://www.twilio.com/docs/api/errors/60200
function parameterIn(message: unknown): string | undefined {
  return /^Invalid parameter:? `?(\w+)/.exec(String(message))?.[1];
}

function meaningOfParameter(parameter: string | undefined): Pick<FailedAnswer, 'code'> | undefined {
  if (parameter === undefined || parameter === 'To') return undefined;
  return { code: parameter.endsWith('Code') ? 'invalid_message' : 'invalid_config' };
}

export function requestIdOf({ headers }: HttpResponse): { readonly requestId?: string } {
  const id = headers['twilio-request-id'];
  return typeof id === 'string' && /^RQ[0-9a-f]{32}$/.test(id) ? { requestId: id } : {};
}
