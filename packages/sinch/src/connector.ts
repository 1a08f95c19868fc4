import {
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { isBatchId } from './batches-api.ts';
import { configSchema } from './config.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { readFailure } from './errors.ts';
import { manifest } from './manifest.ts';
import { reportConversion } from './report-conversion.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to the Sinch SMS API. */
export const sinch: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ region }) => `https://${region}.sms.api.sinch.com`,
  connect: (config, { baseUrl, http }) => {
    const { servicePlanId, apiToken, from, deliveryReportUrl, webhookSecret } = config;
    const api = {
      http,
      url: `${baseUrl}/xms/v1/${servicePlanId}/batches`,
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' },
    };
    const fixed = {
      ...(from !== undefined && { from }),
      type: 'mt_text',
      ...(deliveryReportUrl !== undefined && {
        delivery_report: 'per_recipient',
        callback_url: deliveryReportUrl,
      }),
      ...(config.feedbackEnabled && { feedback_enabled: true }),
    };
    return {
      request: ({ to, text, validitySeconds, reference }) => ({
        method: 'POST',
        url: api.url,
        headers: api.headers,
        body: JSON.stringify({
          ...fixed,
          to: [to],
          body: text,
          ...(validitySeconds !== undefined && { expire_at: timeIn(validitySeconds) }),
          ...(reference !== undefined && { client_reference: reference }),
        }),
      }),
      classify,
      parseDeliveryReport:
        webhookSecret === undefined ? undefined : deliveryReportParser(webhookSecret),
      verifyConfig: (limits) => verifyConfig(api, from, limits),
      reportConversion: config.feedbackEnabled
        ? (messageId, used, limits) => reportConversion(api, { messageId, used }, limits)
        : undefined,
    };
  },
});

function timeIn(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString();
}

function classify(response: HttpResponse): ProviderAnswer {
  if (response.status >= 400) return readFailure(response);
  const id = response.status === 201 ? parseJsonObject(response.body)?.['id'] : undefined;
  return isBatchId(id)
    ? { outcome: 'accepted', messageId: id, status: 'accepted' }
    : { outcome: 'unknown', code: 'invalid_response' };
}
