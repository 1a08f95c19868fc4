import {
  asJsonObject,
  type DeliveryReport,
  type DeliveryReports,
  isEqualInConstantTime,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isMessageId } from './classify.ts';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';

// Only the type of the code is checked.
const reply = { contentType: 'application/json', body: '{"code":0,"msg":"OK"}' };

/**
 * Reads the reports of both APIs: one or more in a request. Alibaba Cloud signs nothing, so the token is in the URL,
 * which is set in the console. The one member that is returned, `out_id`, is the message's reference.
 * @see https://help.aliyun.com/document_detail/101867.html
 * @see https://help.aliyun.com/zh/pnvs/developer-reference/dypnssmsverifyreport-http
 */
export function deliveryReportParser(token: string): (request: WebhookRequest) => DeliveryReports {
  return ({ url, body }) => {
    const given = new URL(url).searchParams.get('token');
    if (given === null) return refuseWebhook('unsigned');
    if (!isEqualInConstantTime(given, token)) return refuseWebhook('forged');
    const reports = parseJsonArray(body)?.map(readReport) ?? [undefined];
    return reports.every((report) => report !== undefined)
      ? { verified: true, reports, reply }
      : refuseWebhook('malformed');
  };
}

// The times have no time zone.
function readReport(report: unknown): DeliveryReport | undefined {
  const { biz_id: messageId, success, err_code: code } = asJsonObject(report) ?? {};
  if (!isMessageId(messageId) || typeof success !== 'boolean') return undefined;
  const facts = errors.find(code);
  const status = statusOf(success, facts?.providerCode);
  return makeDeliveryReport({
    connector: manifest.id,
    messageId,
    status,
    providerStatus: facts?.providerCode ?? String(success),
    ...(status === 'undelivered' && { error: facts }),
  });
}

function statusOf(success: boolean, code: string | undefined): DeliveryReport['status'] {
  if (success) return 'delivered';
  // The carrier has not said what became of it: https://help.aliyun.com/document_detail/101347.html
  return code === 'REQUEST_SUCCESS' ? 'unconfirmed' : 'undelivered';
}

function parseJsonArray(body: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
