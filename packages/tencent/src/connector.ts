import { type ConnectorFactory, defineConnector, type TemplateOf } from '@sms-connectors/core';
import { requestMaker } from './api.ts';
import { classify } from './classify.ts';
import { configSchema } from './config.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { manifest } from './manifest.ts';
import { reportConversion } from './report-conversion.ts';
import { verifyConfig } from './verify-config.ts';

/** Creates a connector for Tencent Cloud SMS, API version 2021-01-11. */
export const tencent: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ endpoint }) => `https://${endpoint}`,
  connect: (config, { baseUrl, http }) => {
    const { deliveryReportToken, conversionTracking, sdkAppId, signName } = config;
    const makeRequest = requestMaker(config, baseUrl);
    return {
      request: ({ to, reference, template, parameters }) =>
        makeRequest('SendSms', {
          PhoneNumberSet: [to],
          SmsSdkAppId: sdkAppId,
          TemplateId: templateIdFor(to, template),
          TemplateParamSet: parameters.map(({ value }) => value),
          SignName: signName,
          SenderId: config.senderId,
          ExtendCode: config.extendCode,
          SessionContext: reference,
        }),
      classify,
      parseDeliveryReport:
        deliveryReportToken === undefined ? undefined : deliveryReportParser(deliveryReportToken),
      verifyConfig: (limits) => verifyConfig({ http, makeRequest, limits }, config),
      reportConversion: conversionTracking
        ? (messageId, used, limits) =>
            reportConversion({ http, makeRequest, limits }, sdkAppId, { messageId, used })
        : undefined,
    };
  },
});

function templateIdFor(
  to: string,
  { templateId, mainlandTemplateId = templateId }: TemplateOf<typeof configSchema>,
): string {
  return to.startsWith('+86') ? mainlandTemplateId : templateId;
}
