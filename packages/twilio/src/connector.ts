import {
  classifyHttpStatus,
  type ConnectorFactory,
  defineConnector,
  type ProviderAnswer,
  type ErrorCode,
  type HttpResponse,
  parseJsonObject,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { deliveryReportParser, isMessageSid } from './delivery-reports.ts';
import { docsUrl, providerErrors } from './errors.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to Twilio Programmable Messaging. */
export const twilio: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  // https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
  baseUrl: ({ region, edge }) =>
    region === undefined ? 'https://api.twilio.com' : `https://api.${edge}.${region}.twilio.com`,
  connect: (config, { baseUrl, http }) => {
    const { accountSID, authToken, apiKeySID, apiKeySecret } = config;
    const webhookToken = config.webhookAuthToken ?? authToken;
    const accountUrl = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSID)}`;
    const url = `${accountUrl}/Messages.json`;
    const credentials =
      apiKeySID === undefined ? [accountSID, authToken] : [apiKeySID, apiKeySecret];
    const authorization = `Basic ${btoa(credentials.join(':'))}`;
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const accountApi = { http, baseUrl, url: accountUrl, headers: { authorization } };
    const fixed = new URLSearchParams({
      ...(config.from !== undefined && { From: config.from }),
      ...(config.fromMessagingServiceSID !== undefined && {
        MessagingServiceSid: config.fromMessagingServiceSID,
      }),
      ...(config.disableRiskCheck && { RiskCheck: 'disable' }),
      ...(config.deliveryReportUrl !== undefined && { StatusCallback: config.deliveryReportUrl }),
    }).toString();
    return {
      request: ({ to, text, validitySeconds }) => {
        const validity = validitySeconds === undefined ? '' : `&ValidityPeriod=${validitySeconds}`;
        const message = `&To=${encodeURIComponent(to)}&Body=${encodeURIComponent(text)}`;
        return { method: 'POST', url, headers, body: `${fixed}${message}${validity}` };
      },
      classify,
      parseDeliveryReport:
        webhookToken === undefined
          ? undefined
          : deliveryReportParser({ authToken: webhookToken, url: config.deliveryReportUrl }),
      verifyConfig: (limits) => verifyConfig(accountApi, config, limits),
    };
  },
});

// Twilio answers 201 also for a message it has already given up.
const failedStatuses = new Set(['failed', 'undelivered', 'canceled']);

function classify(response: HttpResponse): ProviderAnswer {
  const body = parseJsonObject(response.body);
  const requestId = requestIdOf(response);
  if (response.status >= 400) return { ...failure(response, body?.['code']), requestId };

  const { sid, status, error_code: errorCode, num_segments: segments } = body ?? {};
  if (!isMessageSid(sid) || !isStatus(status) || response.status >= 300) {
    return { outcome: 'unknown', code: 'invalid_response', requestId };
  }
  if (failedStatuses.has(status)) {
    return { ...providerFailure(errorCode), outcome: 'rejected', requestId };
  }
  const count = Number(segments);
  return {
    outcome: 'accepted',
    messageId: sid,
    status,
    // A messaging service counts once it has chosen a sender; until then Twilio says 0.
    segments: count > 0 ? count : undefined,
    requestId,
  };
}

function failure(response: HttpResponse, code: unknown) {
  const byStatus = classifyHttpStatus(response);
  return { ...byStatus, ...providerFailure(code, byStatus.code) };
}

function providerFailure(code: unknown, otherwise: ErrorCode = 'unclassified') {
  if (!isErrorCode(code)) return { code: otherwise };
  const known: Readonly<Record<number, ErrorCode>> = providerErrors;
  return { code: known[code] ?? otherwise, providerCode: String(code), docsUrl: docsUrl(code) };
}

// A word of Twilio's, and nothing that could be somebody's.
function isStatus(status: unknown): status is string {
  return typeof status === 'string' && /^[a-z_]{1,32}$/.test(status);
}

// Twilio's codes have six digits at most; a longer number could be somebody's.
function isErrorCode(code: unknown): code is number {
  return Number.isInteger(code) && 0 < (code as number) && (code as number) < 1_000_000;
}

function requestIdOf({ headers }: HttpResponse): string | undefined {
  const id = headers['twilio-request-id'];
  return typeof id === 'string' && /^RQ[0-9a-f]{32}$/.test(id) ? id : undefined;
}
