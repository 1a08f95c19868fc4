import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  askProvider,
  classifyHttpStatus,
  type ConnectorDefinition,
  defineConnector,
  type HttpResponse,
  notifyProvider,
  parseJsonObject,
  type ProviderAnswer,
  type ProviderConnection,
  secretField,
  templatesSchema,
  type WebhookRequest,
} from '@sms-connectors/core';
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

/** What a test may change in the connection. */
export interface AcmeContext {
  readonly baseUrl: string;
  readonly apiKey: string;
}

/** A small connector that passes the kit; a test breaks it in one way. */
export function acme(
  breakDefinition: (definition: AcmeDefinition) => Partial<AcmeDefinition> = () => ({}),
  breakConnection: (
    connection: ProviderConnection,
    context: AcmeContext,
  ) => Partial<ProviderConnection> = () => ({}),
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
        maxSegments: 4,
        validitySeconds: { min: 1, max: 3600 },
        reference: { maxCharacters: 12 },
        requester: true,
        deliveryReports: { authenticity: 'signed' },
        conversions: true,
      },
    },
    configSchema,
    baseUrl: () => 'https://api.acme.example',
    connect: ({ apiKey }, { baseUrl, http }) => {
      const headers = {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
      };
      const connection: ProviderConnection = {
        request: ({ to, text, validitySeconds, reference, requester }) => ({
          method: 'POST',
          url: `${baseUrl}/sms`,
          headers,
          body: JSON.stringify({
            to: to.slice(1),
            text,
            ttl: validitySeconds,
            reference,
            ip: requester?.ip,
          }),
        }),
        classify,
        parseDeliveryReport,
        verifyConfig: async (limits) => {
          const request = { method: 'GET', url: `${baseUrl}/account`, headers } as const;
          const reply = await askProvider(http, request, limits);
          const isActive = 'body' in reply && reply.body['status'] === 'active';
          return [{ subject: 'credentials', result: isActive ? 'ok' : 'unknown' }];
        },
        reportConversion: (messageId, used, limits) => {
          const body = JSON.stringify({ id: messageId, used });
          const url = `${baseUrl}/conversions`;
          return notifyProvider(http, { method: 'POST', url, headers, body }, limits);
        },
        http,
      };
      return { ...connection, ...breakConnection(connection, { baseUrl, apiKey }) };
    },
  };
  return defineConnector<typeof configSchema>({ ...definition, ...breakDefinition(definition) });
}

function classify(response: HttpResponse): ProviderAnswer {
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

const reply = { contentType: 'text/plain', body: 'OK' } as const;

function parseDeliveryReport({ headers, body }: WebhookRequest) {
  const signature = headers['x-signature'];
  if (signature === undefined) return { verified: false, reason: 'unsigned' } as const;
  const [given, own] = [Buffer.from(signature), Buffer.from(sign(body))];
  const isGenuine = given.length === own.length && timingSafeEqual(given, own);
  if (!isGenuine) return { verified: false, reason: 'forged' } as const;
  const { id = '' } = parseJsonObject(body) as { id?: string };
  const provider = { id: 'acme', status: 'DELIVERED' };
  const reports = [{ messageId: id, status: 'delivered', provider }] as const;
  return { verified: true, reports, reply } as const;
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
  reply,
} as const;

export const answers = [
  {
    name: 'a recipient who opted out',
    answer: { status: 400, body: { error: 'opted-out' } },
    means: { outcome: 'rejected', code: 'opted_out', providerCode: 'opted-out' },
  },
] as const;
