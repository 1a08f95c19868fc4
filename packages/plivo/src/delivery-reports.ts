import {
  decodeBase64,
  type DeliveryReport,
  type DeliveryReports,
  hasMovedParameter,
  hmacVerifier,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isUuid, reportErrors } from './errors.ts';
import { manifest } from './manifest.ts';
import { signedText } from './signature.ts';

/** What status callbacks are signed with, and the URL that is part of the signature. */
export interface CallbackProof {
  /** The token of the account or subaccount. */
  readonly authToken: string;
  /** The token of the main account, if there is another. */
  readonly mainAuthToken: string | undefined;
  /** The URL that Plivo was given; by default that of the request. */
  readonly url: string | undefined;
}

// https://docs.plivo.com/docs/messaging/api/message/message-status-callbacks
const statuses: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['queued', 'pending'],
  ['sent', 'pending'],
  ['delivered', 'delivered'],
  ['failed', 'undelivered'],
  ['undelivered', 'undelivered'],
  ['rejected', 'undelivered'],
]);

// While an auth token is being replaced, there are two.
const maxSignatures = 4;

/**
 * Reads status callbacks. Plivo signs them with the token of the account or subaccount (`V3`), with that of the main
 * account (`Ma-V3`), or with both. Its signatures of version 2 do not cover the body, so they prove nothing about a
 * report. It signs no time: a replay can only be recognized by the report itself.
 * @see https://docs.plivo.com/docs/voice/xml/request/validation
 */
export function deliveryReportParser({
  authToken,
  mainAuthToken = authToken,
  url,
}: CallbackProof): (request: WebhookRequest) => Promise<DeliveryReports> {
  const tokens = new Set([authToken, mainAuthToken]);
  const verifiers = [...tokens].map((token) => hmacVerifier('SHA-256', token));
  return async ({ headers, body, ...request }) => {
    const nonce = headers['x-plivo-signature-v3-nonce'];
    const signatures = signaturesIn(headers);
    if (nonce === undefined || signatures.length === 0) return refuseWebhook('unsigned');
    const parameters = new URLSearchParams(body);
    const signed = signedText(url ?? request.url, parameters, nonce);
    for (const signature of signatures.map(decodeBase64)) {
      for (const verify of verifiers) {
        if (await verify(signature, signed)) return reportsIn(parameters);
      }
    }
    return refuseWebhook('forged');
  };
}

function signaturesIn(headers: WebhookRequest['headers']): readonly string[] {
  const given = ['x-plivo-signature-v3', 'x-plivo-signature-ma-v3'].flatMap((name) =>
    (headers[name] ?? '').split(',', maxSignatures),
  );
  return [...new Set(given.map((signature) => signature.trim()))].filter(Boolean);
}

// The times of a callback have no time zone, so `at` is left out.
function reportsIn(parameters: URLSearchParams): DeliveryReports {
  const messageId = parameters.get('MessageUUID');
  if (!isUuid(messageId)) return refuseWebhook('malformed');
  const providerStatus = parameters.get('Status') ?? '';
  const status = statuses.get(providerStatus);
  // Messages that people send may come to the same URL.
  if (status === undefined) return { verified: true, reports: [] };
  if (hasMovedParameter(parameters, 'ErrorCode')) return refuseWebhook('forged');
  const error =
    status === 'undelivered' ? reportErrors.find(parameters.get('ErrorCode')) : undefined;
  const facts = { messageId, status, providerStatus, error };
  return { verified: true, reports: [makeDeliveryReport({ connector: manifest.id, ...facts })] };
}
