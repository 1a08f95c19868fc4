import {
  type DeliveryReport,
  type DeliveryReports,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { findReportError } from './errors.ts';
import { manifest } from './manifest.ts';
import { tokenVerifier } from './signature.ts';

/** What status reports are signed with, and the URL that is part of the signature. */
export interface ReportProof {
  readonly signingKey: string;
  /** The URL that MessageBird was given; by default that of the request. */
  readonly url: string | undefined;
}

/**
 * Reads status reports: a `GET` with everything in the query.
 * @see https://support.messagebird.com/hc/en-us/articles/360001869258-I-am-missing-my-delivery-reports
 */
export function deliveryReportParser({
  signingKey,
  url,
}: ReportProof): (request: WebhookRequest) => Promise<DeliveryReports> {
  const verify = tokenVerifier(signingKey);
  return async ({ headers, body, ...request }) => {
    const token = headers['messagebird-signature-jwt'];
    if (token === undefined) return refuseWebhook('unsigned');
    const signedUrl = url === undefined ? request.url : withQueryOf(request.url, url);
    const verdict = await verify({ token, url: signedUrl, body });
    if (verdict !== 'genuine') return refuseWebhook(verdict);
    return reportsIn(new URL(request.url).searchParams);
  };
}

/** `url` with the query of the request, exactly as it was written. */
function withQueryOf(requestUrl: string, url: string): string {
  const [query = ''] = /\?[^#]*/.exec(requestUrl) ?? [];
  return url.replace(/[?#].*$/, '') + query;
}

/** A state that is not here is pending. */
const states: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['scheduled', 'pending'],
  ['sent', 'pending'],
  ['buffered', 'pending'],
  ['delivered', 'delivered'],
  ['expired', 'undelivered'],
  ['delivery_failed', 'undelivered'],
]);

function reportsIn(parameters: URLSearchParams): DeliveryReports {
  const messageId = parameters.get('id');
  if (!isMessageId(messageId)) return refuseWebhook('malformed');
  const providerStatus = parameters.get('status');
  // The messages that people send may come to the same URL. They have no status.
  if (providerStatus === null) return { verified: true, reports: [] };
  if (!isStatus(providerStatus)) return refuseWebhook('malformed');
  const status = states.get(providerStatus) ?? 'pending';
  const report = makeDeliveryReport({
    connector: manifest.id,
    messageId,
    status,
    providerStatus,
    error:
      status === 'undelivered' ? findReportError(parameters.get('statusErrorCode')) : undefined,
    at: new Date(parameters.get('statusDatetime') ?? Number.NaN),
  });
  return { verified: true, reports: [report] };
}

/** 32 hexadecimal digits, such as `f28bbe526fc14974b3e7e663a6139b53`. */
export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9a-f]{32}$/.test(id);
}

// One of MessageBird's words, never personal data.
function isStatus(status: string): boolean {
  return /^[a-z_]{1,32}$/.test(status);
}
