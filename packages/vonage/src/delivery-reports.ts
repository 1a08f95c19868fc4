import {
  type DeliveryReport,
  type DeliveryReports,
  type ErrorCode,
  parseJsonObject,
  type WebhookRefusal,
  type WebhookRequest,
} from '@sms-connectors/core';
import { deliveryDocsUrl, deliveryErrors } from './errors.ts';
import { manifest } from './manifest.ts';
import { isSigned, type Parameters, type Signing } from './signature.ts';

// As long as Vonage's own library for Java takes a signature:
// https://github.com/Vonage/vonage-java-sdk/blob/main/src/main/java/com/vonage/client/auth/RequestSigning.java
const maxAgeMs = 5 * 60 * 1000;

/**
 * Reads a delivery receipt in any of the three forms that an account may choose: `GET`, `POST`, `POST-JSON`.
 * @see https://developer.vonage.com/en/messaging/sms/guides/delivery-receipts
 */
export function parseDeliveryReport(request: WebhookRequest, signing: Signing): DeliveryReports {
  const parameters = parametersOf(request);
  if (parameters === undefined) return refuse('malformed');
  if (parameters['sig'] === undefined) return refuse('unsigned');
  if (!isSigned(parameters, signing)) return refuse('forged');

  const at = Number(parameters['timestamp']) * 1000;
  if (!(Math.abs(Date.now() - at) <= maxAgeMs)) return refuse('stale');
  return { verified: true, reports: reportsOf(parameters, new Date(at)) };
}

function refuse(reason: WebhookRefusal): DeliveryReports {
  return { verified: false, reason };
}

function parametersOf({ method, url, body }: WebhookRequest): Parameters | undefined {
  // Vonage signs the query of a GET, and of a POST the body alone.
  const json = method === 'GET' ? undefined : parseJsonObject(body);
  const entries = Object.entries(
    json ??
      Object.fromEntries(method === 'GET' ? new URL(url).searchParams : new URLSearchParams(body)),
  );
  const isFlat = entries.every(([, value]) => typeof value === 'string');
  const parameters = Object.fromEntries(entries) as Parameters;
  return isFlat && isMessageId(parameters['messageId']) ? parameters : undefined;
}

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

function reportsOf(parameters: Parameters, at: Date): readonly DeliveryReport[] {
  const { messageId = '', status = '', 'err-code': errorCode = '' } = parameters;
  const state = states.get(status);
  // A message from a phone comes to the same address, where an account has but one.
  if (state === undefined) return [];
  const known: Readonly<Record<string, ErrorCode>> = deliveryErrors;
  const isFailure = state === 'undelivered';
  return [
    {
      messageId,
      status: state,
      ...(isFailure && { code: known[errorCode] ?? 'unclassified' }),
      at,
      provider: {
        id: manifest.id,
        status,
        ...(isFailure &&
          /^\d{1,3}$/.test(errorCode) && { code: errorCode, docsUrl: deliveryDocsUrl }),
      },
    },
  ];
}
