import {
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema, platforms } from './config.ts';
import { deliveryReportParser, isMessageId } from './delivery-reports.ts';
import { readFailure } from './errors.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to the GatewayAPI Messaging API. */
export const gatewayapi: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: ({ endpoint }) => platforms[endpoint],
  connect: ({ apiToken, sender, priority, webhookSecret }, { baseUrl, http }) => {
    const url = `${baseUrl}/mobile/single`;
    const authorization = `Token ${apiToken}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const fixed = {
      // A number has no plus sign.
      sender: sender.replace(/^\+(?=\d+$)/, ''),
      ...(priority === 'urgent' && { priority }),
    };
    return {
      request: ({ to, text, validitySeconds, reference }) => ({
        method: 'POST',
        url,
        headers,
        body: JSON.stringify({
          ...fixed,
          recipient: Number(to.slice(1)),
          message: text,
          ...(validitySeconds !== undefined && { expiration: `PT${validitySeconds}S` }),
          ...(reference !== undefined && { reference }),
        }),
      }),
      classify,
      parseDeliveryReport:
        webhookSecret === undefined ? undefined : deliveryReportParser(webhookSecret),
      verifyConfig: (limits) => verifyConfig({ http, baseUrl, headers: { authorization } }, limits),
    };
  },
});

function classify(response: HttpResponse): ProviderAnswer {
  if (response.status >= 400) return readFailure(response);
  const id = response.status === 202 ? parseJsonObject(response.body)?.['msg_id'] : undefined;
  return isMessageId(id)
    ? { outcome: 'accepted', messageId: id, status: 'accepted' }
    : { outcome: 'unknown', code: 'invalid_response' };
}
