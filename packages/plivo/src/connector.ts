import {
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { deliveryReportParser } from './delivery-reports.ts';
import { isUuid, readFailure, requestIdIn } from './errors.ts';
import { manifest } from './manifest.ts';
import { reportConversion } from './report-conversion.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to the Plivo Messaging API. */
export const plivo: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://api.plivo.com',
  connect: (config, { baseUrl, http }) => {
    const { authId, authToken, from, powerpackUUID, trackable, deliveryReportUrl } = config;
    const accountUrl = `${baseUrl}/v1/Account/${authId}`;
    const url = `${accountUrl}/Message/`;
    const authorization = `Basic ${btoa(`${authId}:${authToken}`)}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const fixed = {
      ...(from !== undefined && { src: from }),
      ...(powerpackUUID !== undefined && { powerpack_uuid: powerpackUUID }),
      type: 'sms',
      // Plivo stores neither the text nor the whole number; a text, as Plivo's own libraries send it:
      // https://support.plivo.com/hc/en-us/sections/360008203752-General
      log: 'false',
      ...(trackable && { trackable }),
      ...(deliveryReportUrl !== undefined && { url: deliveryReportUrl, method: 'POST' }),
    };
    return {
      request: ({ to, text, validitySeconds }) => ({
        method: 'POST',
        url,
        headers,
        body: JSON.stringify({
          ...fixed,
          dst: to,
          text,
          ...(validitySeconds !== undefined && { message_expiry: validitySeconds }),
        }),
      }),
      classify,
      parseDeliveryReport: deliveryReportParser({
        authToken,
        mainAuthToken: config.webhookAuthToken,
        url: deliveryReportUrl,
      }),
      verifyConfig: (limits) =>
        verifyConfig({ http, url: accountUrl, headers: { authorization } }, config, limits),
      reportConversion: trackable
        ? (messageId, used, limits) =>
            reportConversion({ http, baseUrl, authId, headers }, { messageId, used }, limits)
        : undefined,
    };
  },
});

/** @see https://docs.plivo.com/docs/messaging/api/response */
function classify(response: HttpResponse): ProviderAnswer {
  if (response.status >= 400) return readFailure(response);
  const body = parseJsonObject(response.body);
  const requestId = requestIdIn(body);
  const ids: unknown = body?.['message_uuid'];
  const messageId: unknown = Array.isArray(ids) && ids.length === 1 ? ids[0] : undefined;
  return response.status < 300 && isUuid(messageId)
    ? { outcome: 'accepted', messageId, status: 'queued', requestId }
    : { outcome: 'unknown', code: 'invalid_response', requestId };
}
