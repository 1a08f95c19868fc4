import {
  type DeliveryReport,
  type DeliveryReports,
  isFresh,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { receiptErrors } from './errors.ts';
import { manifest } from './manifest.ts';
import { isSigned, type ReceivedParameters, type Signing } from './signature.ts';

/**
 * Reads a delivery receipt in any of the three formats that an account can choose: `GET`, `POST`, `POST-JSON`. As in
 * Vonage's library for Java, a signature is valid for five minutes.
 * @see https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts
 * @see https://github.com/Vonage/vonage-java-sdk/blob/main/src/main/java/com/vonage/client/auth/RequestSigning.java
 */
export function parseDeliveryReport(request: WebhookRequest, signing: Signing): DeliveryReports {
  const parameters = parametersOf(request);
  if (parameters === undefined) return refuseWebhook('malformed');
  if (typeof parameters['sig'] !== 'string') return refuseWebhook('unsigned');
  // Before the signature, which takes more work.
  const signedAtMs = Number(parameters['timestamp'] ?? Number.NaN) * 1000;
  if (!isFresh(signedAtMs)) return refuseWebhook('stale');
  if (!isSigned(parameters, signing)) return refuseWebhook('forged');
  return { verified: true, reports: reportsIn(parameters, new Date(signedAtMs)) };
}

type Receipt = ReceivedParameters & { readonly messageId: string };

function parametersOf({ method, url, body }: WebhookRequest): Receipt | undefined {
  // Vonage signs the query of a GET, and only the body of a POST.
  const json = method === 'GET' ? undefined : parseJsonObject(body);
  const given: Readonly<Record<string, unknown>> =
    json ??
    Object.fromEntries(method === 'GET' ? new URL(url).searchParams : new URLSearchParams(body));
  return isReceipt(given) ? given : undefined;
}

function isReceipt(given: Readonly<Record<string, unknown>>): given is Receipt {
  const values = Object.values(given);
  return (
    isMessageId(given['messageId']) &&
    values.length <= maxParameters &&
    values.every((value) => value === null || typeof value === 'string')
  );
}

// A receipt has about 15, and an incoming message about 20.
const maxParameters = 100;

export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[\w-]{16,64}$/.test(id);
}

const states: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['accepted', 'pending'],
  ['buffered', 'pending'],
  ['delivered', 'delivered'],
  ['expired', 'undelivered'],
  ['failed', 'undelivered'],
  ['rejected', 'undelivered'],
  ['unknown', 'unconfirmed'],
]);

function reportsIn(receipt: Receipt, at: Date): readonly DeliveryReport[] {
  const { messageId, 'err-code': errorCode } = receipt;
  const providerStatus = receipt['status'] ?? '';
  const status = states.get(providerStatus);
  // If an account has only one URL, it also receives the messages that people send.
  if (status === undefined) return [];
  const error = status === 'undelivered' ? receiptErrors.find(errorCode) : undefined;
  const facts = { messageId, status, providerStatus, error, at };
  return [makeDeliveryReport({ connector: manifest.id, ...facts })];
}
