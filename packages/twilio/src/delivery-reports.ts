import {
  decodeBase64,
  type DeliveryReport,
  type DeliveryReports,
  hmacVerifier,
  makeDeliveryReport,
  refuseWebhook,
  type WebhookRequest,
} from '@sms-connectors/core';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';

/** What Twilio's webhooks are signed with, and the URL that is part of the signature. */
export interface WebhookProof {
  /** The account's primary auth token. */
  readonly authToken: string;
  /** The URL that Twilio was given; by default that of the request. */
  readonly url: string | undefined;
}

// https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
const statuses: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['accepted', 'pending'],
  ['scheduled', 'pending'],
  ['queued', 'pending'],
  ['sending', 'pending'],
  ['sent', 'pending'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'undelivered'],
  ['canceled', 'undelivered'],
]);

/**
 * Reads status callbacks. Twilio signs every webhook with HMAC-SHA1 under the auth token, over the URL and the sorted
 * parameters. It signs no time: a replay can only be recognised by the report itself.
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function deliveryReportParser({ authToken, url }: WebhookProof) {
  const verify = hmacVerifier('SHA-1', authToken);
  return async (request: WebhookRequest): Promise<DeliveryReports> => {
    const header = request.headers['x-twilio-signature'];
    if (header === undefined) return refuseWebhook('unsigned');
    const signature = decodeBase64(header);
    const parameters = new URLSearchParams(request.body);
    const results = await Promise.all(
      urlVariants(url ?? request.url).map((variant) =>
        verify(signature, signedText(variant, parameters)),
      ),
    );
    if (!results.includes(true)) return refuseWebhook('forged');
    const report = deliveryReport(parameters);
    return report === undefined
      ? refuseWebhook('malformed')
      : { verified: true, reports: [report] };
  };
}

/** The text that Twilio signs. */
export function signedText(url: string, parameters: URLSearchParams): string {
  const pairs = [...new Set(parameters.keys())]
    .toSorted()
    .flatMap((name) =>
      [...new Set(parameters.getAll(name))].toSorted().map((value) => name + value),
    );
  return url + pairs.join('');
}

// Twilio signs the URL sometimes with its port and sometimes without.
function urlVariants(url: string): readonly string[] {
  const parsed = URL.parse(url);
  if (parsed === null) return [];
  const port = parsed.port || (parsed.protocol === 'https:' ? '443' : '80');
  const afterHost = url
    .slice(url.indexOf(parsed.hostname) + parsed.hostname.length)
    .replace(/^:\d+/, '');
  const host = `${parsed.protocol}//${parsed.hostname}`;
  return [url, `${host}${afterHost}`, `${host}:${port}${afterHost}`];
}

function deliveryReport(parameters: URLSearchParams): DeliveryReport | undefined {
  const messageId = parameters.get('MessageSid');
  const providerStatus = parameters.get('MessageStatus') ?? '';
  const status = statuses.get(providerStatus);
  if (!isMessageSid(messageId) || status === undefined) return undefined;
  const error = errors.find(parameters.get('ErrorCode'));
  return makeDeliveryReport({ connector: manifest.id, messageId, status, providerStatus, error });
}

export function isMessageSid(sid: unknown): sid is string {
  return typeof sid === 'string' && /^(SM|MM)[0-9a-fA-F]{32}$/.test(sid);
}
