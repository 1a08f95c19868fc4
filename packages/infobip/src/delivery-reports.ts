import {
  asJsonObject,
  type DeliveryReport,
  type DeliveryReports,
  isEqualInConstantTime,
  makeDeliveryReport,
  parseJsonObject,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isId } from './classify.ts';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';

/**
 * Reads Infobip's delivery reports: up to 100 in one request by default. Each has the token as its `callbackData`.
 * Reports without it are about messages of other programs in the account.
 * @see https://www.infobip.com/docs/api/channels/sms/sms-messaging/logs-and-status-reports
 */
export function deliveryReportParser(token: string): (request: WebhookRequest) => DeliveryReports {
  return ({ body }) => {
    const results = parseJsonObject(body)?.['results'];
    if (!Array.isArray(results)) return refuseWebhook('malformed');
    const tokens = results.map((result: unknown) => asJsonObject(result)?.['callbackData']);
    const genuine = results.filter((_, index) => {
      const given = tokens[index];
      return typeof given === 'string' && isEqualInConstantTime(given, token);
    });
    if (genuine.length === 0) {
      return refuseWebhook(tokens.some((given) => given !== undefined) ? 'forged' : 'unsigned');
    }
    const reports = genuine.map(readReport).filter((report) => report !== undefined);
    if (reports.length < genuine.length) return refuseWebhook('malformed');
    return { verified: true, reports };
  };
}

function readReport(result: unknown): DeliveryReport | undefined {
  const { messageId, status, error, doneAt } = asJsonObject(result) ?? {};
  const { groupName, name } = asJsonObject(status) ?? {};
  const statusFacts = errors.find(name);
  if (!isId(messageId) || statusFacts === undefined) return undefined;
  const providerStatus = statusFacts.providerCode;
  const ours = statusOf(groupName, providerStatus);
  if (ours === undefined) return undefined;
  const errorName = asJsonObject(error)?.['name'];
  const errorFacts = errorName === 'NO_ERROR' ? undefined : errors.find(errorName);
  const at = dateOf(doneAt);
  return makeDeliveryReport({
    connector: manifest.id,
    messageId,
    status: ours,
    providerStatus,
    // The status can say more than an error such as EC_UNKNOWN_ERROR.
    ...(ours === 'undelivered' && {
      error: [errorFacts, statusFacts].find((facts) => facts?.code) ?? errorFacts ?? statusFacts,
    }),
    ...(at !== undefined && { at }),
  });
}

// https://www.infobip.com/docs/developer-resources/api-fundamentals/message-status-codes
function statusOf(group: unknown, name: string): DeliveryReport['status'] | undefined {
  switch (group) {
    case 'ACCEPTED':
    case 'PENDING':
      return 'pending';
    case 'DELIVERED':
      return name === 'DELIVERED_TO_OPERATOR' ? 'pending' : 'delivered';
    case 'EXPIRED':
      return name === 'EXPIRED_DLR_UNKNOWN' ? 'unconfirmed' : 'undelivered';
    case 'UNDELIVERABLE':
    case 'REJECTED':
      return 'undelivered';
    default:
      return undefined;
  }
}

/** A time such as `2019-11-09T16:00:00.000+0100`; ISO 8601 has a colon in the offset. */
function dateOf(time: unknown): Date | undefined {
  if (typeof time !== 'string' || time.length > 40) return undefined;
  return new Date(time.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}
