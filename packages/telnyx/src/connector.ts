import {
  asJsonObject,
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { deliveryReportParser, isFailure, isMessageId, isStatus } from './delivery-reports.ts';
import { findError, readFailure } from './errors.ts';
import { manifest } from './manifest.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to the Telnyx Messaging API. */
export const telnyx: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://api.telnyx.com',
  connect: (config, { baseUrl, http }) => {
    const { apiKey, messagingProfileId, from, deliveryReportUrl, publicKey } = config;
    const url = `${baseUrl}/v2/messages`;
    const authorization = `Bearer ${apiKey}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const fixed = {
      ...(from !== undefined && { from }),
      ...(messagingProfileId !== undefined && { messaging_profile_id: messagingProfileId }),
      ...(deliveryReportUrl !== undefined && { webhook_url: deliveryReportUrl }),
      type: 'SMS',
    };
    return {
      request: ({ to, text }) => ({
        method: 'POST',
        url,
        headers,
        body: JSON.stringify({ ...fixed, to, text }),
      }),
      classify,
      parseDeliveryReport: publicKey === undefined ? undefined : deliveryReportParser(publicKey),
      verifyConfig: (limits) =>
        verifyConfig({ http, baseUrl, headers: { authorization } }, config, limits),
    };
  },
});

function classify(response: HttpResponse): ProviderAnswer {
  if (response.status >= 400) return readFailure(response);

  const data = response.status === 200 ? parseJsonObject(response.body)?.['data'] : undefined;
  const { id, to, parts, errors } = asJsonObject(data) ?? {};
  const status = asJsonObject(Array.isArray(to) ? to[0] : undefined)?.['status'];
  if (!isMessageId(id) || !isStatus(status)) {
    return { outcome: 'unknown', code: 'invalid_response' };
  }
  // Telnyx may also answer 200 for a message that has failed already.
  if (isFailure(status)) return { outcome: 'rejected', code: 'unclassified', ...findError(errors) };
  return {
    outcome: 'accepted',
    messageId: id,
    status,
    segments: typeof parts === 'number' && parts > 0 ? parts : undefined,
  };
}
