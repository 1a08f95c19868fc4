import {
  classifyHttpStatus,
  type ConnectorFactory,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';

/** Creates a connector for Acme. */
export const acme: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  // The URL of the provider's API.
  baseUrl: () => 'https://todo.invalid',
  // Runs once per connector: prepare here everything that does not depend on the message.
  connect: ({ apiKey, from }, { baseUrl }) => {
    // An example: Acme may take the key in another header or in the body.
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    return {
      request: ({ to, text }) => ({
        method: 'POST',
        url: `${baseUrl}/messages`,
        headers,
        body: JSON.stringify({ from, to, text }),
      }),
      classify,
    };
  },
});

// Nothing is accepted yet: read the provider's own message id and status from the body, or `accepted` if it has no status.
function classify(response: HttpResponse): ProviderAnswer {
  return {
    ...classifyHttpStatus(response),
    ...errors.find(parseJsonObject(response.body)?.['code']),
  };
}
