import {
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { batchesApi, isBatchId } from './batches-api.ts';
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
  // https://github.com/sinch/sinch-sdk-node/blob/main/packages/sms/src/rest/v1/sms-service.ts
  baseUrl: ({ region, projectId }) =>
    `https://${projectId === undefined ? '' : 'zt.'}${region}.sms.api.sinch.com`,
  connect: (config, context) => {
    const { from, deliveryReportUrl, webhookSecret } = config;
    const api = batchesApi(config, context);
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
      request: ({ to, text, validitySeconds, reference }, limits) => {
        const members = {
          ...fixed,
          to: [to],
          body: text,
          ...(validitySeconds !== undefined && { expire_at: timeIn(validitySeconds) }),
          ...(reference !== undefined && { client_reference: reference }),
        };
        return api.request('', members, limits);
      },
      classify: (response, { request }) => {
        api.forgetRefused(request, response.status);
        return classify(response);
      },
      parseDeliveryReport:
        webhookSecret === undefined ? undefined : deliveryReportParser(webhookSecret),
      verifyConfig: (limits) => verifyConfig(api, config, limits),
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
