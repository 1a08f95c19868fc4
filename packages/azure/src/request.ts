import type { HttpRequest, RenderedMessage } from '@sms-connectors/core';
import type { AzureConfig } from './config.ts';
import type { Sign } from './signed-requests.ts';

/**
 * Prepares the requests that send a message. Each has an ID of its own, so that Azure sends the message once even if a
 * proxy repeats the request.
 * @see https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/communicationservicessms.json
 */
export function prepareRequest(
  { from, deliveryReportToken }: AzureConfig,
  sign: Sign,
): (message: RenderedMessage) => Promise<HttpRequest> {
  const enableDeliveryReport = deliveryReportToken !== undefined;
  return ({ to, text, reference }) => {
    const recipient = {
      to,
      repeatabilityRequestId: crypto.randomUUID(),
      repeatabilityFirstSent: new Date().toUTCString(),
    };
    const body = {
      from,
      smsRecipients: [recipient],
      message: text,
      smsSendOptions: { enableDeliveryReport, ...(reference !== undefined && { tag: reference }) },
    };
    return sign('POST', '/sms?api-version=2026-01-23', JSON.stringify(body));
  };
}
