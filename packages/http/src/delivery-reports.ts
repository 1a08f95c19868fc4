import {
  type DeliveryReports,
  isEqualInConstantTime,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRefusal,
  type WebhookRequest,
} from '@sms-connectors/core';
import { isMessageId, wordAt } from './classify.ts';
import type { ParsedConfig } from './config.ts';
import { readBody, type ReadBody, textAt } from './json-path.ts';
import { manifest } from './manifest.ts';
import { signatureVerifier } from './signature.ts';

type Reports = NonNullable<ParsedConfig['reports']>;

/** Reads the delivery reports that a config describes. */
export function deliveryReportParser(
  reports: Reports,
): (request: WebhookRequest) => Promise<DeliveryReports> {
  const refusalOf = verifier(reports);
  const { messageId: idPath, status: statusPath, statuses, format } = reports;
  return async (request) => {
    const refusal = await refusalOf(request);
    if (refusal !== undefined) return refuseWebhook(refusal);
    const read = readers[format](request);
    const messageId = textAt(read, idPath);
    const providerStatus = wordAt(read, statusPath);
    if (!isMessageId(messageId) || providerStatus === undefined) return refuseWebhook('malformed');
    const status = Object.hasOwn(statuses, providerStatus)
      ? (statuses[providerStatus] ?? 'pending')
      : 'pending';
    const connector = manifest.id;
    return {
      verified: true,
      reports: [makeDeliveryReport({ connector, messageId, status, providerStatus })],
    };
  };
}

const readers: Readonly<Record<Reports['format'], (request: WebhookRequest) => ReadBody>> = {
  json: ({ body }) => readBody(body),
  form: ({ body }) => members(new URLSearchParams(body)),
  query: ({ url }) => members(new URL(url).searchParams),
};

function members(parameters: URLSearchParams): ReadBody {
  return { text: '', json: Object.fromEntries(parameters) };
}

type Verify = (
  request: WebhookRequest,
) => WebhookRefusal | undefined | Promise<WebhookRefusal | undefined>;

/** Why a request is not the gateway's; `undefined` if it is. */
function verifier({ token, tokenHeader, signature }: Reports): Verify {
  if (signature !== undefined) {
    const header = signature.header.toLowerCase();
    const verify = signatureVerifier(signature);
    return async ({ headers, body }) => {
      const given = headers[header];
      if (given === undefined) return 'unsigned';
      return (await verify(given, body)) ? undefined : 'forged';
    };
  }
  const header = tokenHeader?.toLowerCase();
  return ({ url, headers }) => {
    const given = header === undefined ? new URL(url).searchParams.get('token') : headers[header];
    if (given === undefined || given === null) return 'unsigned';
    // The schema has a token where it has no signature.
    return isEqualInConstantTime(given, token as string) ? undefined : 'forged';
  };
}
