import { type ConnectorFactory, defineConnector } from '@sms-connectors/core';
import { classifierOf } from './classify.ts';
import { type Api, configSchema } from './config.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { manifest } from './manifest.ts';
import { prepareRequest } from './request.ts';
import { requestSigner } from './signed-requests.ts';
import { verifyConfig } from './verify-config.ts';

const baseUrls: Readonly<Record<Api, string>> = {
  SendSms: 'https://dysmsapi.aliyuncs.com',
  SendSmsVerifyCode: 'https://dypnsapi.aliyuncs.com',
};

/** Creates a connector for the SMS services of Alibaba Cloud. */
export const aliyun: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ api }) => baseUrls[api],
  connect: (config, { baseUrl, http }) => {
    const { api, deliveryReportToken } = config;
    const sign = requestSigner(config, baseUrl);
    return {
      request: prepareRequest(config, sign),
      classify: classifierOf(api),
      parseDeliveryReport:
        deliveryReportToken === undefined ? undefined : deliveryReportParser(deliveryReportToken),
      // The other API has no request that sends nothing.
      verifyConfig:
        api === 'SendSms' ? (limits) => verifyConfig({ http, sign }, config, limits) : undefined,
    };
  },
});
