import type { Http, HttpRequest, RenderedMessage } from '@sms-connectors/core';
import type { InfobipConfig } from './config.ts';

export interface InfobipApi {
  readonly http: Http;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Prepares the requests that send a message.
 * @see https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages
 */
export function prepareRequest(
  { from, deliveryReportUrl, deliveryReportToken, conversionTracking }: InfobipConfig,
  { baseUrl, headers }: InfobipApi,
): (message: RenderedMessage) => HttpRequest {
  const fixed = { sender: from.replace(/^\+/, '') };
  const webhooks = {
    ...(deliveryReportUrl !== undefined && { delivery: { url: deliveryReportUrl } }),
    contentType: 'application/json',
    // Infobip returns it in the reports of the message.
    callbackData: deliveryReportToken,
  };
  const envelope = {
    options: {
      includeSmsCountInResponse: true,
      ...(conversionTracking === true && { conversionTracking: { useConversionTracking: true } }),
    },
  };
  const contentType = { 'content-type': 'application/json' };

  return ({ to, text, validitySeconds: amount }) => ({
    method: 'POST',
    url: `${baseUrl}/sms/3/messages`,
    headers: { ...headers, ...contentType },
    body: JSON.stringify({
      messages: [
        {
          ...fixed,
          destinations: [{ to: to.slice(1) }],
          content: { text },
          ...(amount !== undefined && {
            options: { validityPeriod: { amount, timeUnit: 'SECONDS' } },
          }),
          ...(deliveryReportToken !== undefined && { webhooks }),
        },
      ],
      ...envelope,
    }),
  });
}
