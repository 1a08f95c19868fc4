import { type ConnectorFactory, defineConnector } from '@sms-connectors/core';
import { classify } from './classify.ts';
import { configSchema } from './config.ts';
import { partsOf } from './connection-string.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { manifest } from './manifest.ts';
import { prepareRequest } from './request.ts';
import { requestSigner } from './signed-requests.ts';
import { verifyConfig } from './verify-config.ts';

/** Creates a connector for the SMS API of Azure Communication Services. */
export const azure: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ connectionString }) => partsOf(connectionString).endpoint,
  connect: (config, { baseUrl, http }) => {
    const { connectionString, deliveryReportToken } = config;
    const sign = requestSigner(partsOf(connectionString).accessKey, baseUrl);
    return {
      request: prepareRequest(config, sign),
      classify,
      parseDeliveryReport:
        deliveryReportToken === undefined ? undefined : deliveryReportParser(deliveryReportToken),
      verifyConfig: (limits) => verifyConfig(config, { http, sign, limits }),
    };
  },
});
