import { createHash, createHmac } from 'node:crypto';
import type { WebhookRequest } from '@sms-connectors/core';
import type { DocumentedWebhook } from '@sms-connectors/core/testing';

/** Goes with what `sign` signs. */
export const config = { signingKey: 'signing-key-of-the-tests' };
export const messageId = 'e8077d803532c0b5937c639b60216938';
const reportUrl = 'https://example.com/sms/reports/messagebird';

/** A report that MessageBird documents: https://support.messagebird.com/hc/en-us/articles/360001869258-I-am-missing-my-delivery-reports */
export function reportQuery(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const parameters = new URLSearchParams();
  const all = {
    id: messageId,
    reference: 'YourReference123',
    recipient: '31612345678',
    status: 'delivered',
    statusDatetime: '2016-05-03T08:58:10+00:00',
    ...changes,
  };
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined) parameters.set(name, value);
  }
  parameters.sort();
  return parameters.toString();
}

export interface TokenChanges {
  readonly head?: object;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signingKey?: string;
  readonly body?: string;
}

/** A token for a URL. It is valid for ten minutes and not for one, so that slow tests can use it. */
function tokenFor(url: string, changes: TokenChanges = {}): string {
  const {
    head = { alg: 'HS256', typ: 'JWT' },
    signingKey = config.signingKey,
    body = '',
  } = changes;
  const nbf = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'MessageBird',
    nbf,
    exp: nbf + 600,
    jti: '59a244dc-e9ad-4e23-9778-371faa238f72',
    url_hash: createHash('sha256').update(url).digest('hex'),
    ...(body !== '' && { payload_hash: createHash('sha256').update(body).digest('hex') }),
    ...changes.claims,
  };
  const text = [head, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${createHmac('sha256', signingKey).update(text).digest('base64url')}`;
}

/** A report as MessageBird signs it. */
export function sign(query: string, changes: TokenChanges = {}, base = reportUrl): WebhookRequest {
  const url = `${base}?${query}`;
  return {
    method: 'GET',
    url,
    headers: { 'messagebird-signature-jwt': tokenFor(url, changes) },
    body: changes.body ?? '',
  };
}

const at = new Date('2016-05-03T08:58:10Z');
const docsUrl =
  'https://docs.bird.com/connectivity-platform/troubleshooting/sms-errors-and-error-codes';

export const documentedWebhooks: readonly DocumentedWebhook[] = [
  {
    name: 'a delivery',
    request: sign(reportQuery()),
    reports: [
      { messageId, status: 'delivered', at, provider: { id: 'messagebird', status: 'delivered' } },
    ],
  },
  {
    name: 'a message under way',
    request: sign(reportQuery({ status: 'buffered' })),
    reports: [
      { messageId, status: 'pending', at, provider: { id: 'messagebird', status: 'buffered' } },
    ],
  },
  {
    name: 'a failure',
    request: sign(reportQuery({ status: 'delivery_failed', statusErrorCode: '1' })),
    reports: [
      {
        messageId,
        status: 'undelivered',
        code: 'unclassified',
        at,
        provider: { id: 'messagebird', status: 'delivery_failed', code: '1', docsUrl },
      },
    ],
  },
];

const minutes = Math.floor(Date.now() / 1000) - 3600;
export const staleReport = sign(reportQuery(), { claims: { nbf: minutes, exp: minutes + 60 } });
