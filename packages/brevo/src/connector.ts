import {
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { deliveryReportParser, messageIdIn, withToken } from './delivery-reports.ts';
import { readFailure } from './errors.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to the Brevo API. */
export const brevo: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://api.brevo.com',
  connect: (config, { baseUrl, http }) => {
    const { apiKey, sender, tag, deliveryReportUrl, deliveryReportToken } = config;
    // The older endpoint `sms` is deprecated:
    // https://developers.brevo.com/changelog/deprecated-endpoint-post-v3transactionalsmssms
    const url = `${baseUrl}/v3/transactionalSMS/send`;
    const credentials = { 'api-key': apiKey, accept: 'application/json' };
    const headers = { ...credentials, 'content-type': 'application/json' };
    const isReported = deliveryReportUrl !== undefined && deliveryReportToken !== undefined;
    const fixed = {
      sender,
      type: 'transactional',
      ...(tag !== undefined && { tag }),
      ...(isReported && { webUrl: withToken(deliveryReportUrl, deliveryReportToken) }),
    };
    return {
      request: ({ to, text, encoding }) => ({
        method: 'POST',
        url,
        headers,
        // Otherwise, Brevo replaces the characters that GSM-7 lacks:
        // https://developers.brevo.com/changelog/unicode-option-on-all-sms-endpoints
        body: JSON.stringify({
          ...fixed,
          recipient: to,
          content: text,
          unicodeEnabled: encoding === 'UCS-2',
        }),
      }),
      classify,
      parseDeliveryReport:
        deliveryReportToken === undefined ? undefined : deliveryReportParser(deliveryReportToken),
      verifyConfig: (limits) => verifyConfig({ http, baseUrl, headers: credentials }, limits),
    };
  },
});

function classify(response: HttpResponse): ProviderAnswer {
  if (response.status >= 400) return readFailure(response);

  const isSuccess = response.status >= 200 && response.status < 300;
  const messageId = isSuccess ? messageIdIn(parseJsonObject(response.body)) : undefined;
  return messageId === undefined
    ? { outcome: 'unknown', code: 'invalid_response' }
    : { outcome: 'accepted', messageId, status: 'accepted' };
}
