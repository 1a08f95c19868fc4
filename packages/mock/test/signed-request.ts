import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sms-connectors/core';

export const deliveryReportSecret = 'delivery-report-secret';

/** A delivery report signed as the guide says, without the mock's own code. */
export function signedRequest(report: object, signedAtMs = Date.now()): WebhookRequest {
  const body = JSON.stringify(report);
  const timestamp = `${Math.floor(signedAtMs / 1000)}`;
  const signature = createHmac('sha256', deliveryReportSecret)
    .update(`${timestamp}.${body}`)
    .digest('hex');
  return {
    method: 'POST',
    url: 'https://example.com/sms/reports/mock',
    headers: { 'x-mock-timestamp': timestamp, 'x-mock-signature': signature },
    body,
  };
}
