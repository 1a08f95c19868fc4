import { type ConnectorFactory, defineConnector } from '@sms-connectors/core';
import { classify } from './classify.ts';
import { configSchema } from './config.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { manifest } from './manifest.ts';
import { prepareRequest } from './request.ts';
import { reportConversion } from './report-conversion.ts';
import { verifyConfig } from './verify-config.ts';

/** Creates a connector for Infobip's SMS API, version 3. */
export const infobip: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ baseUrl }) => `https://${baseUrl.replace(/^https:\/\//i, '').replace(/\/$/, '')}`,
  connect: (config, { baseUrl, http }) => {
    const { apiKey, deliveryReportToken, conversionTracking } = config;
    const api = {
      http,
      baseUrl,
      headers: { authorization: `App ${apiKey}`, accept: 'application/json' },
    };
    return {
      request: prepareRequest(config, api),
      classify,
      parseDeliveryReport:
        deliveryReportToken === undefined ? undefined : deliveryReportParser(deliveryReportToken),
      verifyConfig: (limits) => verifyConfig(api, limits),
      reportConversion: conversionTracking
        ? (messageId, used, limits) => reportConversion(api, { messageId, used }, limits)
        : undefined,
    };
  },
});
