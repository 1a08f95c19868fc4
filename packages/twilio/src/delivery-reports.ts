import type {
  DeliveryReport,
  DeliveryReports,
  ErrorCode,
  WebhookRequest,
} from '@sms-connectors/core';
import { docsUrl, providerErrors } from './errors.ts';
import { manifest } from './manifest.ts';

/** What signs Twilio's webhooks, and the address that it signs. */
export interface WebhookProof {
  /** The account's primary auth token. */
  readonly authToken: string;
  /** The address that Twilio was given; that of the request where absent. */
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
 * Reads status callbacks, signed as Twilio signs every webhook: HMAC-SHA1 under the auth token over the
 * address and the sorted parameters. Twilio signs no time: a replay is known only by having come before.
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function deliveryReportParser({ authToken, url }: WebhookProof) {
  // Made with the first request: a program that only sends need not load Node's Web Crypto.
  let key: Promise<CryptoKey> | undefined;
  return async (request: WebhookRequest): Promise<DeliveryReports> => {
    const signature = request.headers['x-twilio-signature'];
    if (signature === undefined) return { verified: false, reason: 'unsigned' };
    key ??= importKey(authToken);
    const parameters = new URLSearchParams(request.body);
    const isGenuine = await verify(await key, signature, url ?? request.url, parameters);
    if (!isGenuine) return { verified: false, reason: 'forged' };
    const report = deliveryReport(parameters);
    return report === undefined
      ? { verified: false, reason: 'malformed' }
      : { verified: true, reports: [report] };
  };
}

/** The signature of a webhook, as Twilio makes it; the emulator signs with it. */
export async function signWebhook(
  authToken: string,
  url: string,
  parameters: URLSearchParams,
): Promise<string> {
  const signature = await crypto.subtle.sign(
    'HMAC',
    await importKey(authToken),
    signed(url, parameters),
  );
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}

function importKey(authToken: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const bytes = new TextEncoder().encode(authToken);
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
}

async function verify(
  key: CryptoKey,
  signature: string,
  url: string,
  parameters: URLSearchParams,
): Promise<boolean> {
  const bytes = fromBase64(signature);
  if (bytes === undefined) return false;
  const results = await Promise.all(
    spellings(url).map((spelling) =>
      // Compares in constant time.
      crypto.subtle.verify('HMAC', key, bytes, signed(spelling, parameters)),
    ),
  );
  return results.includes(true);
}

function signed(url: string, parameters: URLSearchParams): Uint8Array<ArrayBuffer> {
  const pairs = [...new Set(parameters.keys())]
    .toSorted()
    .flatMap((name) =>
      [...new Set(parameters.getAll(name))].toSorted().map((value) => name + value),
    );
  return new TextEncoder().encode(url + pairs.join(''));
}

// Twilio signs the address sometimes with its port and sometimes without.
function spellings(url: string): readonly string[] {
  const parsed = URL.parse(url);
  if (parsed === null) return [];
  const port = parsed.port || (parsed.protocol === 'https:' ? '443' : '80');
  const afterHost = url
    .slice(url.indexOf(parsed.hostname) + parsed.hostname.length)
    .replace(/^:\d+/, '');
  const host = `${parsed.protocol}//${parsed.hostname}`;
  return [url, `${host}${afterHost}`, `${host}:${port}${afterHost}`];
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function deliveryReport(parameters: URLSearchParams): DeliveryReport | undefined {
  const messageId = parameters.get('MessageSid');
  const providerStatus = parameters.get('MessageStatus') ?? '';
  const status = statuses.get(providerStatus);
  if (!isMessageSid(messageId) || status === undefined) return undefined;
  const code = /^\d{1,6}$/.exec(parameters.get('ErrorCode') ?? '')?.[0];
  const known: Readonly<Record<string, ErrorCode>> = providerErrors;
  return {
    messageId,
    status,
    ...(status === 'undelivered' && { code: known[code ?? ''] ?? 'unclassified' }),
    provider: {
      id: manifest.id,
      status: providerStatus,
      ...(code !== undefined && { code, docsUrl: docsUrl(code) }),
    },
  };
}

export function isMessageSid(sid: unknown): sid is string {
  return typeof sid === 'string' && /^(SM|MM)[0-9a-fA-F]{32}$/.test(sid);
}
