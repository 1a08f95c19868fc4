import {
  classifyHttpStatus,
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { deliveryReportParser, isMessageSid } from './delivery-reports.ts';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';
import { reportConversion } from './report-conversion.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to Twilio Programmable Messaging. */
export const twilio: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  // https://www.twilio.com/docs/global-infrastructure/using-the-twilio-rest-api-in-a-non-us-region
  baseUrl: ({ region, edge }) =>
    region === undefined ? 'https://api.twilio.com' : `https://api.${edge}.${region}.twilio.com`,
  connect: (config, { baseUrl, http }) => {
    const { accountSID, authToken, apiKeySID, apiKeySecret, webhookSharedKeySecret } = config;
    const webhookToken = config.webhookAuthToken ?? authToken;
    const accountUrl = `${baseUrl}/2010-04-01/Accounts/${encodeURIComponent(accountSID)}`;
    const url = `${accountUrl}/Messages.json`;
    const credentials =
      apiKeySID === undefined ? [accountSID, authToken] : [apiKeySID, apiKeySecret];
    const authorization = `Basic ${btoa(credentials.join(':'))}`;
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const fixed = new URLSearchParams({
      ...(config.from !== undefined && { From: config.from }),
      ...(config.fromMessagingServiceSID !== undefined && {
        MessagingServiceSid: config.fromMessagingServiceSID,
      }),
      ...(config.disableRiskCheck && { RiskCheck: 'disable' }),
      ...(config.provideFeedback && { ProvideFeedback: 'true' }),
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
        webhookToken === undefined && webhookSharedKeySecret === undefined
          ? undefined
          : deliveryReportParser({
              authToken: webhookToken,
              sharedKeySecret: webhookSharedKeySecret,
              url: config.deliveryReportUrl,
            }),
      verifyConfig: (limits) =>
        verifyConfig(
          { http, baseUrl, url: accountUrl, headers: { authorization } },
          config,
          limits,
        ),
      reportConversion: (messageId, used, limits) =>
        reportConversion({ http, url: accountUrl, headers }, { messageId, used }, limits),
    };
  },
});

// Twilio may also answer 201 for a message that has failed already.
const failedStatuses = new Set(['failed', 'undelivered', 'canceled']);

function classify(response: HttpResponse): ProviderAnswer {
  const body = parseJsonObject(response.body);
  const requestId = requestIdOf(response);
  if (response.status >= 400) {
    return { ...classifyHttpStatus(response), ...codeIn(body?.['code']), requestId };
  }
  const { sid, status, error_code: errorCode, num_segments: segments } = body ?? {};
  if (!isMessageSid(sid) || !isStatus(status) || response.status >= 300) {
    return { outcome: 'unknown', code: 'invalid_response', requestId };
  }
  if (failedStatuses.has(status)) {
    return { code: 'unclassified', ...codeIn(errorCode), outcome: 'rejected', requestId };
  }
  const count = Number(segments);
  return {
    outcome: 'accepted',
    messageId: sid,
    status,
    // With a messaging service, Twilio says 0 until the service has chosen a sender.
    segments: count > 0 ? count : undefined,
    requestId,
  };
}

// In JSON, Twilio writes its codes as numbers; a text could be anything.
function codeIn(code: unknown) {
  return typeof code === 'number' ? errors.find(code) : undefined;
}

// One of Twilio's words, never personal data.
function isStatus(status: unknown): status is string {
  return typeof status === 'string' && /^[a-z_]{1,32}$/.test(status);
}

function requestIdOf({ headers }: HttpResponse): string | undefined {
  const id = headers['twilio-request-id'];
  return typeof id === 'string' && /^RQ[0-9a-f]{32}$/.test(id) ? id : undefined;
}
