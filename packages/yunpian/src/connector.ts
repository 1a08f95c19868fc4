import {
  type ConnectorFactory,
  defineConnector,
  type HttpRequest,
  type RejectedAnswer,
} from '@sms-connectors/core';
import { classify } from './classify.ts';
import { configSchema } from './config.ts';
import { callbackUrl, deliveryReportParser } from './delivery-reports.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';

const headers = {
  accept: 'application/json;charset=utf-8',
  'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
} as const;

const abroad = {
  outcome: 'rejected',
  code: 'region_blocked',
  advice: 'Set enableInternational to send to numbers outside mainland China.',
} as const satisfies RejectedAnswer;

/** Creates a connector for Yunpian. */
export const yunpian: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://sms.yunpian.com',
  connect: (
    { apikey, enableInternational = false, deliveryReportUrl, deliveryReportToken },
    { baseUrl, http },
  ) => {
    const post = (path: string, parameters: Readonly<Record<string, string>>): HttpRequest => ({
      method: 'POST',
      url: `${baseUrl}/v2/${path}`,
      headers,
      body: new URLSearchParams({ apikey, ...parameters }).toString(),
    });
    const callback: { readonly callback_url?: string } =
      deliveryReportUrl === undefined || deliveryReportToken === undefined
        ? {}
        : { callback_url: callbackUrl(deliveryReportUrl, deliveryReportToken) };
    return {
      request: ({ to, text }) =>
        isInMainlandChina(to) || enableInternational
          ? post('sms/single_send.json', { mobile: mobileOf(to), text, ...callback })
          : abroad,
      classify,
      verifyConfig: (limits) => verifyConfig(http, post('user/get.json', {}), limits),
      ...(deliveryReportToken !== undefined && {
        parseDeliveryReport: deliveryReportParser(deliveryReportToken),
      }),
    };
  },
});

/** Numbers of Hong Kong, Macao and Taiwan begin with +852, +853 and +886. */
function isInMainlandChina(to: string): boolean {
  return to.startsWith('+86');
}

/** Yunpian takes a number without + for a Chinese one. */
function mobileOf(to: string): string {
  return isInMainlandChina(to) ? to.slice('+86'.length) : to;
}
