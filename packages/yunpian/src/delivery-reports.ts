import {
  asJsonObject,
  type DeliveryReport,
  type DeliveryReports,
  isEqualInConstantTime,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';
import { isMessageId, withTextIds } from './message-ids.ts';

/** Yunpian tries again unless it reads this. */
const reply = { contentType: 'text/plain', body: 'SUCCESS' } as const;

/** The URL that Yunpian calls: it signs nothing, so the token proves who calls. */
export function callbackUrl(deliveryReportUrl: string, token: string): string {
  const url = new URL(deliveryReportUrl);
  url.searchParams.set('token', token);
  return url.href;
}

/** @see https://www.yunpian.com/official/document/sms/en/domestic_push_report */
export function deliveryReportParser(token: string) {
  return ({ url, body }: WebhookRequest): DeliveryReports => {
    const given = URL.parse(url)?.searchParams.get('token') ?? '';
    if (given === '') return refuseWebhook('unsigned');
    if (!isEqualInConstantTime(given, token)) return refuseWebhook('forged');
    const reports = readReports(body);
    return reports.includes(undefined)
      ? refuseWebhook('malformed')
      : { verified: true, reports: reports.filter((report) => report !== undefined), reply };
  };
}

function readReports(body: string): readonly (DeliveryReport | undefined)[] {
  const list = parseList(statusIn(body));
  return list === undefined ? [undefined] : list.map(readReport);
}

/** Some reports are URL-encoded twice. */
function statusIn(body: string): string {
  const once = new URLSearchParams(body).get('sms_status') ?? '';
  return once.startsWith('%') ? (new URLSearchParams(`json=${once}`).get('json') ?? '') : once;
}

function parseList(json: string): readonly unknown[] | undefined {
  try {
    const list: unknown = JSON.parse(withTextIds(json));
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

const statuses: Readonly<Record<string, DeliveryReport['status'] | undefined>> = {
  SUCCESS: 'delivered',
  FAIL: 'undelivered',
};

/** Its time has no time zone, so the report has none. */
function readReport(value: unknown): DeliveryReport | undefined {
  const { sid, report_status: word, error_msg: errorCode } = asJsonObject(value) ?? {};
  if (!isMessageId(sid) || typeof word !== 'string') return undefined;
  if (!/^[A-Z_]{1,20}$/.test(word)) return undefined;
  const status = statuses[word] ?? 'pending';
  return makeDeliveryReport({
    connector: manifest.id,
    messageId: sid,
    status,
    providerStatus: word,
    ...(status === 'undelivered' && { error: errors.find(errorCode) }),
  });
}
