import {
  classifyHttpStatus,
  type ConnectorFactory,
  defineConnector,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { configSchema } from './config.ts';
import { isMessageId, parseDeliveryReport } from './delivery-reports.ts';
import { statuses } from './errors.ts';
import { manifest } from './manifest.ts';
import { reportConversion } from './report-conversion.ts';
import { signatureOf } from './signature.ts';
import { verifyConfig } from './verify-config.ts';

/** Makes a connector to the Vonage SMS API. */
export const vonage: ConnectorFactory<typeof configSchema> = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://rest.nexmo.com',
  connect: (config, { baseUrl, http }) => {
    const { apiKey, apiSecret, signatureSecret, signatureMethod, deliveryReportUrl } = config;
    const signing =
      signatureSecret === undefined
        ? undefined
        : { secret: signatureSecret, method: signatureMethod };
    const url = `${baseUrl}/sms/json`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const authorization =
      apiSecret === undefined ? undefined : `Basic ${btoa(`${apiKey}:${apiSecret}`)}`;
    const account = { http, baseUrl, authorization };
    const fixed = {
      api_key: apiKey,
      // Vonage refuses a signed request that also has the secret.
      ...(signing === undefined && { api_secret: apiSecret ?? '' }),
      from: config.from.replace('+', ''),
      ...(deliveryReportUrl !== undefined && { callback: deliveryReportUrl }),
    };
    return {
      request: ({ to, text, encoding, validitySeconds, reference }) => {
        const parameters: Record<string, string> = {
          ...fixed,
          to: to.replace('+', ''),
          text,
          // With the type `text`, Vonage sends GSM-7 and loses every other character.
          type: encoding === 'UCS-2' ? 'unicode' : 'text',
          ...(validitySeconds !== undefined && { ttl: `${validitySeconds * 1000}` }),
          ...(reference !== undefined && { 'client-ref': reference }),
        };
        if (signing !== undefined) {
          parameters['timestamp'] = `${Math.floor(Date.now() / 1000)}`;
          parameters['sig'] = signatureOf(parameters, signing);
        }
        return { method: 'POST', url, headers, body: new URLSearchParams(parameters).toString() };
      },
      classify,
      parseDeliveryReport: signing && ((request) => parseDeliveryReport(request, signing)),
      verifyConfig: (limits) => verifyConfig(account, config, limits),
      reportConversion:
        authorization === undefined
          ? undefined
          : (messageId, used, limits) => reportConversion(account, { messageId, used }, limits),
    };
  },
});

/** Vonage always answers 200, with an entry for each part of the text. */
function classify(response: HttpResponse): ProviderAnswer {
  if (response.status !== 200) return classifyHttpStatus(response);
  const parts = parseJsonObject(response.body)?.['messages'];
  if (!Array.isArray(parts) || parts.length === 0 || !parts.every(isPart)) {
    return { outcome: 'unknown', code: 'invalid_response' };
  }
  const failures = parts.filter(({ status }) => status !== '0').map(failureOf);
  const [failure] = failures;
  if (failure !== undefined) {
    const nothingSent =
      failures.length === parts.length && failures.every(({ outcome }) => outcome === 'rejected');
    return { ...failure, outcome: nothingSent ? 'rejected' : 'unknown' };
  }
  const ids = parts.map((part) => part['message-id']).filter(isMessageId);
  const [messageId] = ids;
  if (messageId === undefined || ids.length < parts.length) {
    return { outcome: 'unknown', code: 'invalid_response' };
  }
  const partIds = ids.length > 1 ? ids : undefined;
  return { outcome: 'accepted', messageId, partIds, status: '0', segments: parts.length };
}

interface Part {
  readonly status: string;
  readonly [name: string]: unknown;
}

function isPart(part: unknown): part is Part {
  const status = (part as Partial<Part> | null)?.status;
  return typeof status === 'string' && /^\d{1,3}$/.test(status);
}

function failureOf({ status, 'message-id': id, 'error-text': words }: Part): FailedAnswer {
  const failed = { outcome: 'unknown', code: 'unclassified', ...statuses.find(status) } as const;
  return {
    ...failed,
    // With an id, there may be a message.
    ...(isMessageId(id) && { outcome: 'unknown' }),
    ...(status === '1' && { retryAfterMs: waitIn(words) }),
  };
}

// “Throughput Rate Exceeded - please wait [ 702 ] and retry”, in milliseconds:
// https://github.com/Vonage/vonage-php-sdk-core/blob/main/src/SMS/ExceptionErrorHandler.php
function waitIn(words: unknown): number | undefined {
  const text = typeof words === 'string' ? words : '';
  const wait = /please wait \[ (\d{1,6}) \] and retry/.exec(text)?.[1];
  return wait === undefined ? undefined : Number(wait);
}
