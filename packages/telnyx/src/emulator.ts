import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { isE164, measureText } from '@sms-connectors/core';
import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';

/** The emulated account and its settings. */
export interface TelnyxAccount {
  readonly apiKey: string;
  readonly messagingProfileId: string;
  readonly isProfileEnabled: boolean;
  /** The numbers and short codes of the profile; its number pool sends from the first one. */
  readonly senders: readonly string[];
  /** In dollars. Each part of a message costs 0.0051. */
  readonly availableCredit: number;
  /** The URL for delivery reports, unless the message names another. */
  readonly deliveryReportUrl?: string | undefined;
}

export interface TelnyxEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<TelnyxAccount> | undefined;
  /** The delivery reports of each message; by default `sent`, then `delivered`. */
  readonly deliveryEvents?: readonly DeliveryEvent[] | undefined;
}

export interface DeliveryEvent {
  readonly status: string;
  readonly error?: { readonly code: string; readonly title: string } | undefined;
}

export interface TelnyxEmulator extends Emulator {
  /** For the connector: `telnyx({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<TelnyxAccount, 'apiKey' | 'messagingProfileId'> & {
    readonly publicKey: string;
  };
  readonly account: TelnyxAccount;
}

const emulatedAccount: TelnyxAccount = {
  apiKey: 'KEY-emulated',
  messagingProfileId: '00000000-0000-4000-8000-000000000000',
  isProfileEnabled: true,
  senders: ['+12025550100'],
  availableCredit: 100,
};
const pricePerPart = 0.0051;
const maxParts = 10;

/**
 * Starts Telnyx's APIs for messages, the balance and the messaging profile on loopback. It checks credentials and
 * parameters, and answers as Telnyx does.
 * @see https://developers.telnyx.com/api-reference/messages/send-a-message
 */
export async function startTelnyxEmulator({
  account: given,
  deliveryEvents = [{ status: 'sent' }, { status: 'delivered' }],
  ...options
}: TelnyxEmulatorOptions = {}): Promise<TelnyxEmulator> {
  const account = { ...emulatedAccount, ...given };
  const { apiKey, messagingProfileId } = account;
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  let availableCredit = account.availableCredit;

  const send = (
    request: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ) => {
    const parameters = parametersOf(request);
    if (parameters === undefined) return errorAnswer(400, '10015', 'Bad Request');
    const refusal = parameterRefusal(account, parameters);
    if (refusal !== undefined) return refusal;
    const payload = messagePayload(account, parameters);
    const cost = payload.parts * pricePerPart;
    if (cost > availableCredit) return errorAnswer(402, '20100', 'Insufficient Funds');
    availableCredit -= cost;

    record({
      messageId: payload.id,
      to: payload.to[0].phone_number,
      from: payload.from.phone_number,
      text: payload.text,
      at: new Date(payload.received_at),
      parameters,
    });
    const url = payload.webhook_url ?? account.deliveryReportUrl;
    void sendEvents(url, privateKey, payload, deliveryEvents, sendWebhook);
    return { status: 200, body: { data: payload } };
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { sendWebhook }) => {
        const { method, path } = request;
        const refusal = credentialsRefusal(account, request);
        if (refusal !== undefined) return refusal;
        if (method === 'POST' && path === '/v2/messages') return send(request, record, sendWebhook);
        if (method === 'GET' && path === '/v2/balance') return balanceAnswer(availableCredit);
        if (method === 'GET' && path === `/v2/messaging_profiles/${messagingProfileId}`) {
          return profileAnswer(account);
        }
        return notFound();
      },
      // https://developers.telnyx.com/development/api-fundamentals/reliability/rate-limiting
      rateLimited: (retryAfter) => ({
        ...errorAnswer(429, '10011', 'Too many requests'),
        headers: { 'retry-after': retryAfter },
      }),
      reset: () => {
        availableCredit = account.availableCredit;
      },
    },
    options,
  );
  const config = { apiKey, messagingProfileId, publicKey: rawKey(publicKey) };
  return { ...emulator, account, config };
}

export { startTelnyxEmulator as startEmulator };

type Parameters = Readonly<Record<string, string>>;

function parametersOf({ body }: EmulatorRequest): Parameters | undefined {
  try {
    const entries = Object.entries(JSON.parse(body) as object);
    return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  } catch {
    return undefined;
  }
}

/** https://developers.telnyx.com/development/api-fundamentals/api-errors */
function errorAnswer(
  status: number,
  code: string,
  title: string,
  pointer?: string,
): EmulatorAnswer {
  const source = pointer === undefined ? {} : { source: { pointer } };
  const meta = { url: `https://developers.telnyx.com/docs/overview/errors/${code}` };
  return { status, body: { errors: [{ code, title, detail: `${title}.`, ...source, meta }] } };
}

function notFound(): EmulatorAnswer {
  return errorAnswer(404, '10005', 'Resource not found');
}

function credentialsRefusal(
  { apiKey }: TelnyxAccount,
  { method, headers }: EmulatorRequest,
): EmulatorAnswer | undefined {
  const { authorization } = headers;
  if (authorization === `Bearer ${apiKey}`) return undefined;
  // Without credentials, Telnyx answers a POST with 404:
  // https://github.com/team-telnyx/ai/blob/main/skills/telnyx-twilio-migration/references/error-code-mapping.md
  return authorization === undefined && method === 'POST'
    ? notFound()
    : errorAnswer(401, '10009', 'Authentication failed');
}

function refuse(code: string, title: string, pointer?: string): EmulatorAnswer {
  return errorAnswer(400, code, title, pointer);
}

// https://developers.telnyx.com/docs/messaging/messages/error-codes
function parameterRefusal(
  { messagingProfileId, isProfileEnabled, senders }: TelnyxAccount,
  { from, messaging_profile_id: profile, to, text, webhook_url: webhookUrl }: Parameters,
): EmulatorAnswer | undefined {
  if (!to) return refuse('10004', 'Missing required parameter', '/to');
  if (!from && !profile) return refuse('10004', 'Missing required parameter', '/from');
  if (!text) return refuse('40316', 'No content provided for message');
  if (profile !== undefined && profile !== messagingProfileId) {
    return refuse('10017', 'Associated resource does not exist', '/messaging_profile_id');
  }
  if (!isProfileEnabled) return refuse('40312', 'Messaging profile is disabled');
  if (from === undefined ? senders.length === 0 : !maySend(from, senders, profile)) {
    return from === undefined
      ? refuse('40321', 'No usable numbers on messaging profile')
      : refuse('40305', "Invalid 'from' address", '/from');
  }
  if (!isE164(to)) {
    return refuse('40310', "Invalid 'to' address", '/to');
  }
  if (measureText(text).segments > maxParts) return refuse('40302', 'Message too large');
  const isUrl = webhookUrl === undefined || (webhookUrl.length <= 2000 && URL.canParse(webhookUrl));
  return isUrl ? undefined : refuse('10003', 'Invalid URL', '/webhook_url');
}

// https://developers.telnyx.com/docs/messaging/messages/alphanumeric-sender-id
function maySend(from: string, senders: readonly string[], profile: string | undefined): boolean {
  if (senders.includes(from)) return true;
  return profile !== undefined && /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(from);
}

type MessagePayload = ReturnType<typeof messagePayload>;

function messagePayload(account: TelnyxAccount, parameters: Parameters) {
  const { from = account.senders[0] ?? '', to = '', text = '' } = parameters;
  const { encoding, segments } = measureText(text);
  return {
    record_type: 'message',
    direction: 'outbound',
    id: randomUUID(),
    type: 'SMS',
    messaging_profile_id: account.messagingProfileId,
    organization_id: '00000000-0000-4000-8000-000000000001',
    from: { phone_number: from, carrier: 'TELNYX LLC', line_type: 'VoIP' },
    to: [{ phone_number: to, status: 'queued', carrier: '', line_type: 'Wireless' }],
    cc: [],
    text,
    subject: null,
    media: [],
    webhook_url: parameters['webhook_url'] ?? null,
    webhook_failover_url: null,
    encoding: encoding === 'UCS-2' ? 'UTF-16' : encoding,
    parts: segments,
    tags: [],
    cost: { amount: (segments * pricePerPart).toFixed(4), currency: 'USD' },
    received_at: new Date().toISOString(),
    sent_at: null,
    completed_at: null,
    valid_until: new Date(Date.now() + 3_600_000).toISOString(),
    errors: [],
  } as const;
}

// https://developers.telnyx.com/api-reference/billing/get-user-balance-details
function balanceAnswer(availableCredit: number): EmulatorAnswer {
  const balance = availableCredit.toFixed(4);
  const credit = { balance, credit_limit: '0.00', available_credit: balance, pending: '0.00' };
  return { status: 200, body: { data: { record_type: 'balance', ...credit, currency: 'USD' } } };
}

function profileAnswer({ messagingProfileId, isProfileEnabled }: TelnyxAccount): EmulatorAnswer {
  const profile = { id: messagingProfileId, name: 'Emulated', enabled: isProfileEnabled };
  const settings = { whitelisted_destinations: ['*'], webhook_api_version: '2' };
  return {
    status: 200,
    body: { data: { record_type: 'messaging_profile', ...profile, ...settings } },
  };
}

/**
 * Sends signed events. Unlike Telnyx, it does not retry.
 * @see https://developers.telnyx.com/docs/messaging/messages/receiving-webhooks
 */
async function sendEvents(
  url: string | undefined,
  privateKey: KeyObject,
  payload: MessagePayload,
  events: readonly DeliveryEvent[],
  sendWebhook: SendWebhook,
): Promise<void> {
  for (const event of events) {
    await sendWebhook(url, (target) => {
      const body = JSON.stringify(eventBody(target, payload, event));
      const timestamp = `${Math.floor(Date.now() / 1000)}`;
      const signature = sign(null, Buffer.from(`${timestamp}|${body}`), privateKey);
      const headers = {
        'content-type': 'application/json',
        'telnyx-signature-ed25519': signature.toString('base64'),
        'telnyx-timestamp': timestamp,
      };
      return { headers, body };
    });
  }
}

function eventBody(url: string, payload: MessagePayload, { status, error }: DeliveryEvent): object {
  const isFinal = !['queued', 'sending', 'sent'].includes(status);
  const time = new Date().toISOString().replace('Z', '+00:00');
  return {
    data: {
      event_type: isFinal ? 'message.finalized' : 'message.sent',
      id: randomUUID(),
      occurred_at: time,
      payload: {
        ...payload,
        to: [{ ...payload.to[0], status }],
        sent_at: time,
        completed_at: isFinal ? time : null,
        errors: error === undefined ? [] : [error],
      },
      record_type: 'event',
    },
    meta: { attempt: 1, delivered_to: url },
  };
}

// The raw key is at the end of its encoding (RFC 8410).
function rawKey(publicKey: KeyObject): string {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64');
}
