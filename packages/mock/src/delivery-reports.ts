import {
  decodeHex,
  type DeliveryReport,
  type DeliveryReports,
  type ErrorCode,
  hmacVerifier,
  isErrorCode,
  isFresh,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { manifest } from './manifest.ts';

/** What the mock reports about a message. */
export interface MockReport {
  readonly messageId: string;
  readonly status: DeliveryReport['status'];
  /** Why the message is `undelivered`; by default `unclassified`. */
  readonly code?: ErrorCode | undefined;
  /** When it happened; by default now. */
  readonly at?: Date | undefined;
}

/** What a signed request has. */
interface SignedReport {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const timestampHeader = 'x-mock-timestamp';
const signatureHeader = 'x-mock-signature';
const algorithm = { name: 'HMAC', hash: 'SHA-256' };

const statuses: ReadonlySet<unknown> = new Set<DeliveryReport['status']>([
  'pending',
  'delivered',
  'undelivered',
  'unconfirmed',
]);

export type SignReport = (report: MockReport) => Promise<SignedReport>;

/** Signs reports with HMAC-SHA256, over the time in seconds, a dot and the body. */
export function reportSigner(secret: string): SignReport {
  let importing: Promise<CryptoKey> | undefined;
  return async (report) => {
    assertReport(report);
    const { messageId, status, code, at = new Date() } = report;
    const body = JSON.stringify({ messageId, status, code, at: at.toISOString() });
    const timestamp = `${Math.floor(Date.now() / 1000)}`;
    importing ??= crypto.subtle.importKey('raw', bytesOf(secret), algorithm, false, ['sign']);
    const signed = bytesOf(`${timestamp}.${body}`);
    const signature = await crypto.subtle.sign(algorithm.name, await importing, signed);
    return {
      headers: {
        'content-type': 'application/json',
        [timestampHeader]: timestamp,
        [signatureHeader]: hexadecimal(signature),
      },
      body,
    };
  };
}

/** Verifies and reads what `reportSigner` signed. A signature is valid for five minutes. */
export function deliveryReportParser(
  secret: string,
): (request: WebhookRequest) => Promise<DeliveryReports> {
  const verify = hmacVerifier('SHA-256', secret);
  return async ({ headers, body }) => {
    const timestamp = headers[timestampHeader];
    const signature = headers[signatureHeader];
    if (timestamp === undefined || signature === undefined) return refuseWebhook('unsigned');
    const isGenuine = await verify(decodeHex(signature), `${timestamp}.${body}`);
    if (!isGenuine) return refuseWebhook('forged');
    if (!isFresh(Number(timestamp) * 1000)) return refuseWebhook('stale');
    const report = reportIn(body);
    return report === undefined
      ? refuseWebhook('malformed')
      : { verified: true, reports: [report] };
  };
}

function reportIn(body: string): DeliveryReport | undefined {
  const { messageId, status, code, at } = parseJsonObject(body) ?? {};
  if (typeof messageId !== 'string' || !isStatus(status)) return undefined;
  const report = makeDeliveryReport({
    connector: manifest.id,
    messageId,
    status,
    providerStatus: status,
    at: new Date(typeof at === 'string' ? at : Number.NaN),
  });
  return report.code !== undefined && isErrorCode(code) ? { ...report, code } : report;
}

function isStatus(status: unknown): status is DeliveryReport['status'] {
  return statuses.has(status);
}

// A report that the handler would refuse is a mistake in the test that makes it.
function assertReport({ messageId, status, code }: MockReport): void {
  if (typeof messageId !== 'string' || messageId === '') {
    throw new TypeError('messageId must be that of a receipt.');
  }
  if (!isStatus(status)) {
    throw new TypeError(`status must be one of ${[...statuses].join(', ')}.`);
  }
  if (code === undefined) return;
  if (status !== 'undelivered') throw new TypeError('code is for the status undelivered only.');
  if (!isErrorCode(code)) throw new TypeError('code must be an error code of errorCodes.');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hexadecimal(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
