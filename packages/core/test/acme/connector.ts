import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  type ProviderAnswer,
  classifyHttpStatus,
  type ProviderConnection,
  defineConnector,
  type ConnectorDefinition,
  parseJsonObject,
  secretField,
  templatesSchema,
  type WebhookRequest,
} from '@sms-connectors/core';
import { startEmulator } from '@sms-connectors/core/testing';
import * as z from 'zod';

export const configSchema = z.strictObject({
  apiKey: z
    .string()
    .regex(/^\S+$/)
    .meta({ description: 'The API key.', examples: ['<your-api-key>'], ...secretField }),
  templates: templatesSchema,
});

export const config = { apiKey: 'acme-key-5d41402a' };
const webhookSecret = 'acme-webhook-secret';

type AcmeDefinition = ConnectorDefinition<typeof configSchema>;

/** A small connector that conforms; `mend` breaks it in one way. */
export function acme(
  breakDefinition: (definition: AcmeDefinition) => Partial<AcmeDefinition> = () => ({}),
  breakConnection: (connection: ProviderConnection) => Partial<ProviderConnection> = () => ({}),
) {
  const definition: AcmeDefinition = {
    manifest: {
      contract: 1,
      id: 'acme',
      name: 'Acme',
      description: 'Sends verification codes by SMS with Acme.',
      docsUrl: 'https://acme.example/docs',
      capabilities: {
        numberFormat: 'digits',
        senders: ['alphanumeric'],
        maxCharacters: 612,
        validitySeconds: { min: 1, max: 3600 },
        deliveryReports: { authenticity: 'signed' },
      },
    },
    configSchema,
    baseUrl: () => 'https://api.acme.example',
    connect: ({ apiKey }, { baseUrl, http }) => {
      const connection: ProviderConnection = {
        request: ({ to, text, validitySeconds }) => ({
          method: 'POST',
          url: `${baseUrl}/sms`,
          headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ to: to.slice(1), text, validitySeconds }),
        }),
        classify,
        parseDeliveryReport,
        http,
      };
      return { ...connection, ...breakConnection(connection) };
    },
  };
  return defineConnector<typeof configSchema>({ ...definition, ...breakDefinition(definition) });
}

function classify(response: Parameters<ProviderConnection['classify']>[0]): ProviderAnswer {
  const body = parseJsonObject(response.body);
  if (body?.['error'] === 'opted-out') {
    return { outcome: 'rejected', code: 'opted_out', providerCode: 'opted-out' };
  }
  const id = body?.['id'];
  const isId = typeof id === 'string' && /^[\w-]{36}$/.test(id);
  return response.status === 202 && isId
    ? { outcome: 'accepted', messageId: id, status: 'queued' }
    : classifyHttpStatus(response);
}

function sign(body: string): string {
  return createHmac('sha256', webhookSecret).update(body).digest('hex');
}

function parseDeliveryReport({ headers, body }: WebhookRequest) {
  const signature = headers['x-signature'];
  if (signature === undefined) return { verified: false, reason: 'unsigned' } as const;
  const [given, own] = [Buffer.from(signature), Buffer.from(sign(body))];
  const isGenuine = given.length === own.length && timingSafeEqual(given, own);
  if (!isGenuine) return { verified: false, reason: 'forged' } as const;
  const { id = '' } = parseJsonObject(body) as { id?: string };
  const provider = { id: 'acme', status: 'DELIVERED' };
  return { verified: true, reports: [{ messageId: id, status: 'delivered', provider }] } as const;
}

const body = JSON.stringify({ id: 'acme-1', status: 'DELIVERED' });
export const webhook = {
  name: 'a delivery',
  request: {
    method: 'POST',
    url: 'https://example.com/reports/acme',
    headers: { 'x-signature': sign(body) },
    body,
  },
  reports: [
    { messageId: 'acme-1', status: 'delivered', provider: { id: 'acme', status: 'DELIVERED' } },
  ],
} as const;

export const answers = [
  {
    name: 'a recipient who opted out',
    answer: { status: 400, body: { error: 'opted-out' } },
    means: { outcome: 'rejected', code: 'opted_out', providerCode: 'opted-out' },
  },
] as const;

export const startAcmeEmulator = () =>
  startEmulator({
    answer: ({ body: text }, record) => {
      const message = JSON.parse(text) as { to: string; text: string };
      const messageId = crypto.randomUUID();
      const to = `+${message.to.replace('+', '')}`;
      record({ messageId, to, from: 'Acme', text: message.text, at: new Date(), parameters: {} });
      return { status: 202, body: { id: messageId } };
    },
    rateLimited: (retryAfter) => ({
      status: 429,
      headers: { 'retry-after': retryAfter },
      body: {},
    }),
  });
