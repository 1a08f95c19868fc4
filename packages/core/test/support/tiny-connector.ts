import {
  type ProviderAnswer,
  classifyHttpStatus,
  defineConnector,
  type Http,
  type HttpRequest,
  type HttpResponse,
  parseJsonObject,
  type Manifest,
  secretField,
  templatesSchema,
} from '@sms-connectors/core';
import * as z from 'zod';

const manifest = {
  contract: 1,
  id: 'tiny',
  name: 'Tiny',
  description: 'The smallest provider that takes messages.',
  docsUrl: 'https://tiny.invalid/docs',
  capabilities: {
    numberFormat: 'e164',
    senders: ['phone_number'],
    maxCharacters: 1600,
    validitySeconds: { min: 60, max: 600 },
  },
} as const satisfies Manifest;

const configSchema = z.strictObject({
  token: z
    .string()
    .min(8)
    .default('tiny-token')
    .meta({ description: 'The API token.', ...secretField }),
  retries: z
    .number()
    .int()
    .optional()
    .meta({ description: 'Stands for any field that is no text.' }),
  templates: templatesSchema,
});

/** A connector with its credential in path, header and body: wherever something may leak. */
export const tiny = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://tiny.invalid',
  connect: ({ token }, { baseUrl }) => ({
    request: ({ to, text, validitySeconds }) => ({
      method: 'POST',
      url: `${baseUrl}/accounts/${encodeURIComponent(token)}/messages?key=${encodeURIComponent(token)}`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ token, to, text, validitySeconds }),
    }),
    classify,
  }),
});

function classify(response: HttpResponse): ProviderAnswer {
  const { id, status } = parseJsonObject(response.body) ?? {};
  if (response.status !== 201) return classifyHttpStatus(response);
  return typeof id === 'string' && status === 'queued'
    ? { outcome: 'accepted', messageId: id, status }
    : { outcome: 'unknown', code: 'invalid_response' };
}

/** What the tiny provider answers to a message that it takes. */
export const acceptedBody = JSON.stringify({ id: 'M1', status: 'queued' });

/** A provider inside the process that takes everything and keeps the requests. */
export function takingHttp() {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return { status: 201, headers: {}, body: acceptedBody };
  };
  const texts = (): readonly unknown[] =>
    requests.map(({ body }) => parseJsonObject(body ?? '')?.['text']);
  return { http, requests, texts };
}
