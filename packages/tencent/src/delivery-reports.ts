import {
  asJsonObject,
  type DeliveryReport,
  type DeliveryReports,
  isEqualInConstantTime,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isSerialNo, type Members } from './api.ts';
import { receiptErrors } from './errors.ts';
import { manifest } from './manifest.ts';

/** What Tencent Cloud expects. After any other answer, it tries again twice. */
const reply = {
  contentType: 'application/json',
  body: JSON.stringify({ result: 0, errmsg: 'OK' }),
};

/**
 * Reads Tencent Cloud's status callbacks: up to 100 reports in one request. They have no signature, so the URL in the
 * console has a token as its `token`.
 * @see https://www.tencentcloud.com/document/product/382/43547
 * @see https://cloud.tencent.com/document/api/382/59178
 */
export function deliveryReportParser(token: string): (request: WebhookRequest) => DeliveryReports {
  return ({ url, body }) => {
    const given = new URL(url).searchParams.get('token');
    if (given === null) return refuseWebhook('unsigned');
    if (!isEqualInConstantTime(given, token)) return refuseWebhook('forged');
    const reports = reportsIn(body);
    return reports === undefined ? refuseWebhook('malformed') : { verified: true, reports, reply };
  };
}

function reportsIn(body: string): readonly DeliveryReport[] | undefined {
  const items = parseList(body);
  const reports = items.map((item) => readReport(asJsonObject(item) ?? {}));
  const known = reports.filter((report) => report !== undefined);
  return known.length > 0 && known.length === items.length ? known : undefined;
}

function parseList(body: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const statuses: ReadonlyMap<unknown, DeliveryReport['status']> = new Map([
  ['SUCCESS', 'delivered'],
  ['FAIL', 'undelivered'],
]);

// `user_receive_time` is left out: Tencent Cloud does not say in which time zone it is.
function readReport({ sid, report_status, errmsg }: Members): DeliveryReport | undefined {
  const status = statuses.get(report_status);
  if (!isSerialNo(sid) || status === undefined) return undefined;
  return makeDeliveryReport({
    connector: manifest.id,
    messageId: sid,
    status,
    providerStatus: String(report_status),
    ...(status === 'undelivered' && { error: receiptErrors.find(errmsg) }),
  });
}
