import {
  decodeBase64,
  type DeliveryReport,
  type DeliveryReports,
  hasMovedParameter,
  hmacVerifier,
  makeDeliveryReport,
  refuseWebhook,
  type VerifySignature,
  type WebhookRequest,
} from '@sms-connectors/core';
import { errors } from './errors.ts';
import { manifest } from './manifest.ts';
import { signedUrls } from './signed-urls.ts';

/** What Twilio's webhooks are signed with, and the URL that is part of the signature. */
export interface WebhookProof {
  /** The account's primary auth token. */
  readonly authToken: string | undefined;
  /** The secret of the shared key, if the account has a webhook rule that signs with one. */
  readonly sharedKeySecret: string | undefined;
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
  ['partially_delivered', 'unconfirmed'],
  ['undelivered', 'undelivered'],
  ['failed', 'undelivered'],
  ['canceled', 'undelivered'],
]);

/**
 * Reads status callbacks. Twilio signs every webhook with HMAC-SHA1 under the auth token, or as a webhook rule says with
 * a shared key, over the URL and the sorted parameters. It signs no time: a replay can only be recognised by the report
 * itself.
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function deliveryReportParser({ url, ...keys }: WebhookProof) {
  const verifierFor = verifiers(keys);
  return async ({ headers, ...request }: WebhookRequest): Promise<DeliveryReports> => {
    const header = headers['x-twilio-signature'];
    if (header === undefined) return refuseWebhook('unsigned');
    const verify = verifierFor(headers[settingsHeader]);
    // The config lacks what checks it, or Twilio has a new algorithm.
    if (verify === undefined) return refuseWebhook('unverifiable');
    const signature = decodeBase64(header);
    const parameters = new URLSearchParams(request.body);
    const pairs = signedPairs(parameters);
    for (const signedUrl of signedUrls(url ?? request.url)) {
      if (await verify(signature, signedUrl + pairs)) return reportsIn(parameters);
    }
    return refuseWebhook('forged');
  };
}

/** Says which shared key signs a webhook, and how: https://www.twilio.com/docs/usage/webhooks/webhook-shared-keys */
export const settingsHeader = 'x-twilio-webhooks-signature-settings';

function verifiers({ authToken, sharedKeySecret }: Omit<WebhookProof, 'url'>) {
  const byAuthToken = authToken === undefined ? undefined : hmacVerifier('SHA-1', authToken);
  const bySharedKey =
    sharedKeySecret === undefined
      ? undefined
      : new Map([
          ['HMAC_SHA1', hmacVerifier('SHA-1', sharedKeySecret)],
          ['HMAC_SHA256', hmacVerifier('SHA-256', sharedKeySecret)],
        ]);
  return (settings: string | undefined): VerifySignature | undefined => {
    if (!settings) return byAuthToken;
    const [, algorithm = 'HMAC_SHA1'] = /(?:^|,)\s*algorithm=(\w+)/.exec(settings) ?? [];
    return bySharedKey?.get(algorithm.toUpperCase());
  };
}

/** The parameters as Twilio signs them, after the URL. */
export function signedPairs(parameters: URLSearchParams): string {
  const byName = Map.groupBy(parameters, ([name]) => name);
  return [...byName.keys()]
    .toSorted()
    .flatMap((name) => {
      const values = byName.get(name)?.map(([, value]) => value);
      return [...new Set(values)].toSorted().map((value) => name + value);
    })
    .join('');
}

function reportsIn(parameters: URLSearchParams): DeliveryReports {
  const messageId = parameters.get('MessageSid');
  if (!isMessageSid(messageId)) return refuseWebhook('malformed');
  const providerStatus = parameters.get('MessageStatus') ?? '';
  const status = statuses.get(providerStatus);
  // Messages that people send may come to the same URL.
  if (status === undefined) return { verified: true, reports: [] };
  if (hasMovedParameter(parameters, 'ErrorCode')) return refuseWebhook('forged');
  const error = errors.find(parameters.get('ErrorCode'));
  const facts = { messageId, status, providerStatus, error };
  return { verified: true, reports: [makeDeliveryReport({ connector: manifest.id, ...facts })] };
}

export function isMessageSid(sid: unknown): sid is string {
  return typeof sid === 'string' && /^(SM|MM)[0-9a-fA-F]{32}$/.test(sid);
}
