import {
  decodeBase64,
  type DeliveryReport,
  type DeliveryReports,
  hmacVerifier,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isBatchId } from './batches-api.ts';
import { findReportError } from './errors.ts';
import { manifest } from './manifest.ts';

/**
 * Reads the callback about a message. Sinch signs the body, a nonce and the time of the signature. It tries again for
 * more than 22 hours and does not say whether it then signs again, so an old report is genuine too.
 * @see https://github.com/sinch/sinch-sdk-node/blob/main/packages/sms/src/rest/v1/callbacks/callbacks-webhook.ts
 * @see https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/utils/authorization.helper.ts
 */
export function deliveryReportParser(
  webhookSecret: string,
): (request: WebhookRequest) => Promise<DeliveryReports> {
  const verify = hmacVerifier('SHA-256', webhookSecret);
  return async ({ headers, body }) => {
    const signature = headers['x-sinch-webhook-signature'];
    const nonce = headers['x-sinch-webhook-signature-nonce'];
    const timestamp = headers['x-sinch-webhook-signature-timestamp'];
    if (signature === undefined || nonce === undefined || timestamp === undefined) {
      return refuseWebhook('unsigned');
    }
    // With a dot in it, the end of the body could pass for the nonce.
    const isWellFormed = signedPart.test(nonce) && signedPart.test(timestamp);
    const isGenuine =
      isWellFormed && (await verify(decodeBase64(signature), `${body}.${nonce}.${timestamp}`));
    if (!isGenuine) return refuseWebhook('forged');
    const reports = reportsIn(body);
    return reports === undefined ? refuseWebhook('malformed') : { verified: true, reports };
  };
}

const signedPart = /^[^.]{1,64}$/;

/** Empty if the callback is not about one recipient; `undefined` if the body is not a callback. */
function reportsIn(body: string): readonly DeliveryReport[] | undefined {
  const callback = parseJsonObject(body);
  if (typeof callback?.['type'] !== 'string') return undefined;
  // Incoming messages and summaries of other batches may come to the same URL.
  if (callback['type'] !== 'recipient_delivery_report_sms') return [];

  const { batch_id: messageId, status: providerStatus, code, at } = callback;
  if (!isBatchId(messageId) || !isStatus(providerStatus)) return undefined;
  const status = states.get(providerStatus) ?? 'pending';
  return [
    makeDeliveryReport({
      connector: manifest.id,
      messageId,
      status,
      providerStatus,
      error: status === 'undelivered' ? findReportError(code) : undefined,
      at: new Date(typeof at === 'string' ? at : Number.NaN),
    }),
  ];
}

/**
 * All other states are pending.
 * @see https://developers.sinch.com/docs/sms/api-reference/sms/tag/Delivery-reports/
 */
const states: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['Delivered', 'delivered'],
  // No receipt that Sinch can read has arrived from the network.
  ['Unknown', 'unconfirmed'],
  ['Aborted', 'undelivered'],
  ['Cancelled', 'undelivered'],
  ['Rejected', 'undelivered'],
  ['Deleted', 'undelivered'],
  ['Failed', 'undelivered'],
  ['Expired', 'undelivered'],
]);

// One of Sinch's words, never personal data.
function isStatus(status: unknown): status is string {
  return typeof status === 'string' && /^[A-Za-z]{1,32}$/.test(status);
}
