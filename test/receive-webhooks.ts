import type { WebhookRequest } from '@sms-connectors/core';
import { expect } from 'vitest';
import { startWebhookServer } from './webhook-server.ts';

/** Receives what a provider sends to the URL for the delivery reports of a connector, and reads none of it. */
export async function receiveWebhooks(connectorId: string) {
  const received: WebhookRequest[] = [];
  const server = await startWebhookServer(connectorId, async (request) => {
    const { method, url, headers } = request;
    const body = await request.text();
    received.push({ method, url, headers: Object.fromEntries(headers), body });
    return new Response();
  });
  return {
    ...server,
    /** The first requests, once so many have arrived. */
    first: async (count = 1): Promise<readonly [WebhookRequest, ...WebhookRequest[]]> => {
      await expect.poll(() => received.length).toBeGreaterThanOrEqual(count);
      const [one, ...more] = received.slice(0, count);
      if (one === undefined) throw new TypeError('Wait for one request or more.');
      return [one, ...more];
    },
  };
}
