import {
  accessTokens,
  type AccessTokens,
  classifyHttpStatus,
  defineConnector,
  type HttpResponse,
  parseJsonObject,
  type ProviderConnection,
  secretField,
  templatesSchema,
} from '@sms-connectors/core';
import { type EmulatorRequest, startEmulator } from '@sms-connectors/core/testing';
import * as z from 'zod';

const secretText = (description: string) =>
  z
    .string()
    .regex(/^\S+$/)
    .meta({ description, examples: ['<your-credential>'], ...secretField });

const configSchema = z.strictObject({
  clientId: secretText('The id of the OAuth client.'),
  clientSecret: secretText('The secret of the OAuth client.'),
  templates: templatesSchema,
});

export const bolt = {
  config: { clientId: 'bolt-client-83af', clientSecret: 'bolt-secret-c27e' },
  startEmulator: startBoltEmulator,
  preflight: ({ path }: EmulatorRequest) => path === '/oauth/token',
  answers: [
    {
      name: 'an account without credit',
      answer: { status: 402, body: {} },
      means: { outcome: 'rejected', code: 'insufficient_balance' },
    },
  ],
} as const;

/** What a test may break. */
export interface BoltParts {
  readonly tokens: AccessTokens;
  readonly connection: ProviderConnection;
}

/**
 * A provider with access tokens of OAuth 2.0 client credentials (RFC 6749 §4.4). It gives no message id, but takes one
 * of the sender's.
 */
export function boltConnector(
  breakConnection: (parts: BoltParts) => Partial<ProviderConnection> = () => ({}),
  breakTokens: (tokens: AccessTokens) => AccessTokens = (tokens) => tokens,
) {
  return defineConnector<typeof configSchema>({
    manifest: {
      contract: 1,
      id: 'bolt',
      name: 'Bolt',
      description: 'Sends verification codes by SMS with Bolt.',
      docsUrl: 'https://bolt.example/docs',
      capabilities: {
        numberFormat: 'e164',
        senders: ['sender_pool'],
        maxCharacters: 1000,
        messageIds: 'reference',
      },
    },
    configSchema,
    baseUrl: () => 'https://api.bolt.example',
    connect: ({ clientId, clientSecret }, { baseUrl, http }) => {
      const tokens = breakTokens(
        accessTokens({
          http,
          request: () => ({
            method: 'POST',
            url: `${baseUrl}/oauth/token`,
            headers: {
              authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
              'content-type': 'application/x-www-form-urlencoded',
            },
            body: 'grant_type=client_credentials',
          }),
          read: readToken,
        }),
      );
      const connection: ProviderConnection = {
        request: async ({ to, text }, limits) => {
          const access = await tokens.get(limits);
          if ('outcome' in access) return access;
          return {
            method: 'POST',
            url: `${baseUrl}/messages`,
            headers: {
              authorization: `Bearer ${access.token}`,
              'content-type': 'application/json',
              'idempotency-key': crypto.randomUUID(),
            },
            body: JSON.stringify({ to, text }),
          };
        },
        classify: (response, { request: { headers } }) => {
          if (response.status === 401) {
            tokens.clear(headers['authorization']?.replace('Bearer ', '') ?? '');
          }
          if (response.status === 402) {
            return { outcome: 'rejected', code: 'insufficient_balance' };
          }
          const isAccepted = parseJsonObject(response.body)?.['accepted'] === true;
          return isAccepted
            ? { outcome: 'accepted', messageId: headers['idempotency-key'], status: 'accepted' }
            : classifyHttpStatus(response);
        },
      };
      return { ...connection, ...breakConnection({ tokens, connection }) };
    },
  });
}

function readToken({ body }: HttpResponse) {
  const { access_token: token, expires_in: expiresInSeconds } = parseJsonObject(body) ?? {};
  return typeof token === 'string' && typeof expiresInSeconds === 'number'
    ? { token, expiresInSeconds }
    : undefined;
}

function startBoltEmulator() {
  const credentials = `Basic ${btoa(`${bolt.config.clientId}:${bolt.config.clientSecret}`)}`;
  const tokens = new Set<string>();
  return startEmulator({
    answer: ({ path, headers, body }, record) => {
      if (path === '/oauth/token') {
        if (headers.authorization !== credentials) return { status: 401, body: {} };
        const token = crypto.randomUUID();
        tokens.add(`Bearer ${token}`);
        return { status: 200, body: { access_token: token, expires_in: 3600 } };
      }
      if (!tokens.has(headers.authorization ?? '')) return { status: 401, body: {} };
      const { to, text } = JSON.parse(body) as { readonly to: string; readonly text: string };
      if (text.length > 1000) return { status: 400, body: {} };
      record({
        messageId: crypto.randomUUID(),
        to,
        from: 'Bolt',
        text,
        at: new Date(),
        parameters: {},
        reference: headers['idempotency-key'] as string | undefined,
      });
      return { status: 200, body: { accepted: true } };
    },
    rateLimited: (retryAfter) => ({
      status: 429,
      headers: { 'retry-after': retryAfter },
      body: {},
    }),
  });
}
