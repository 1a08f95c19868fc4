import { createHmac, randomUUID } from 'node:crypto';
import type { DeliveryReport } from '@sms-connectors/core';

const timeoutMs = 10_000;

/**
 * Passes delivery reports to the user's program, signed as Standard Webhooks say. If it does not answer with 2xx, the
 * provider sends them again.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function reportForwarder(
  url: string,
  secret: string,
): (reports: readonly DeliveryReport[]) => Promise<void> {
  return async (reports) => {
    const id = `msg_${randomUUID()}`;
    const timestamp = String(Math.floor(Date.now() / 1000));
    const body = JSON.stringify({ type: 'delivery_reports', reports });
    const signature = createHmac('sha256', secret)
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
      },
      body,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`The program answered with HTTP ${response.status}.`);
  };
}
