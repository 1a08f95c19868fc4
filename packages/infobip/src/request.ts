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
  const sender = from.replace(/^\+/, '');
  const webhooks = {
    ...(deliveryReportUrl !== undefined && { delivery: { url: deliveryReportUrl } }),
    contentType: 'application/json',
    // Infobip returns it in the reports of the message.
    callbackData: deliveryReportToken,
  };
  const options = {
    includeSmsCountInResponse: true,
    ...(conversionTracking === true && { conversionTracking: { useConversionTracking: true } }),
  };
  const fixed = {
    method: 'POST',
    url: `${baseUrl}/sms/3/messages`,
    headers: { ...headers, 'content-type': 'application/json' },
  } as const;

  return ({ to, text, validitySeconds: amount }) => {
    const validity = { options: { validityPeriod: { amount, timeUnit: 'SECONDS' } } };
    const message = {
      sender,
      destinations: [{ to: to.slice(1) }],
      content: { text },
      ...(amount !== undefined && validity),
      ...(deliveryReportToken !== undefined && { webhooks }),
    };
    return { ...fixed, body: JSON.stringify({ messages: [message], options }) };
  };
}
