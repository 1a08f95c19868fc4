import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { measureText, parseJsonObject } from '@sms-connectors/core';
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
export interface GatewayapiAccount {
  readonly apiToken: string;
  /** In euros. Each segment of a message costs 0.04. */
  readonly credit: number;
  /** The URL of the account's webhook. */
  readonly deliveryReportUrl?: string | undefined;
  /** The secret key of the webhook. */
  readonly webhookSecret: string;
}

export interface GatewayapiEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<GatewayapiAccount> | undefined;
  /** The delivery reports of each message; by default `ENROUTE`, then `DELIVERED`. */
  readonly deliveryEvents?: readonly DeliveryEvent[] | undefined;
}

export interface DeliveryEvent {
  readonly status: string;
  readonly error?: { readonly hex_code: string; readonly details: string } | undefined;
}

export interface GatewayapiEmulator extends Emulator {
  /** For the connector: `gatewayapi({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<GatewayapiAccount, 'apiToken' | 'webhookSecret'> & {
    readonly sender: string;
  };
  readonly account: GatewayapiAccount;
}

const emulatedAccount: GatewayapiAccount = {
  apiToken: 'emulated-api-token',
  credit: 100,
  webhookSecret: 'emulated-webhook-secret',
};
const pricePerSegment = 0.04;

/**
 * Starts GatewayAPI's APIs for messages and for the credit on loopback. It checks credentials and members, and answers
 * as GatewayAPI does.
 * @see https://messaging.gatewayapi.com/openapi.json
 */
export async function startGatewayapiEmulator({
  account: given,
  deliveryEvents = [{ status: 'ENROUTE' }, { status: 'DELIVERED' }],
  ...options
}: GatewayapiEmulatorOptions = {}): Promise<GatewayapiEmulator> {
  const account = { ...emulatedAccount, ...given };
  let { credit } = account;

  const send = (
    { headers, body }: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ): EmulatorAnswer => {
    const refusal = tokenRefusal(account, headers.authorization);
    if (refusal !== undefined) return refusal;
    const read = readMembers(body);
    if ('refusal' in read) return read.refusal;
    const { sender, recipient, message, reference, expiration } = read.members;
    const cost = measureText(message).segments * pricePerSegment;
    if (cost > credit) return apiError(403, '0x0216', 'Insufficient credit');
    credit -= cost;
    const messageId = ulid();
    record({
      messageId,
      to: `+${recipient}`,
      from: sender,
      text: message,
      at: new Date(),
      parameters: Object.fromEntries(
        Object.entries(read.members).map(([name, value]) => [name, String(value)]),
      ),
      validitySeconds: expiration === undefined ? undefined : secondsUntil(expiration),
      reference: reference ?? undefined,
    });
    const answer = { msg_id: messageId, recipient, reference: reference ?? null };
    void sendEvents(account, answer, deliveryEvents, sendWebhook);
    return { status: 202, body: answer };
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { sendWebhook }) => {
        const { method, path, headers } = request;
        if (method === 'POST' && path === '/mobile/single') {
          return send(request, record, sendWebhook);
        }
        if (method === 'GET' && path === '/rest/me') {
          return accountAnswer(account, headers.authorization, credit);
        }
        return { status: 404, body: '' };
      },
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: '',
      }),
      reset: () => {
        credit = account.credit;
      },
    },
    options,
  );
  const { apiToken, webhookSecret } = account;
  return { ...emulator, account, config: { apiToken, sender: 'ExampleSMS', webhookSecret } };
}

export { startGatewayapiEmulator as startEmulator };

/**
 * Without a token the API answers 401, and with a wrong one 403. GatewayAPI documents no bodies.
 * @see https://github.com/broberg-ai/components/blob/main/packages/sms/README.md
 */
function tokenRefusal(
  { apiToken }: GatewayapiAccount,
  authorization: string | undefined,
): EmulatorAnswer | undefined {
  if (authorization === `Token ${apiToken}`) return undefined;
  return { status: authorization === undefined ? 401 : 403, body: '' };
}

/** https://gatewayapi.com/docs/error-codes/ */
function apiError(status: number, code: string, message: string): EmulatorAnswer {
  return { status, body: { code, incident_uuid: randomUUID(), message, variables: [] } };
}

// https://gatewayapi.com/docs/apis/prices-balance/
function accountAnswer(
  { apiToken }: GatewayapiAccount,
  authorization: string | undefined,
  credit: number,
): EmulatorAnswer {
  return authorization === `Token ${apiToken}`
    ? { status: 200, body: { credit: Number(credit.toFixed(2)), currency: 'EUR', id: 1 } }
    : apiError(401, '0x0229', 'Invalid token');
}

interface Members {
  readonly sender: string;
  readonly recipient: number;
  readonly message: string;
  readonly reference?: string | null;
  readonly expiration?: string;
  readonly priority?: string;
  readonly label?: string | null;
}

type ReadMembers = { readonly members: Members } | { readonly refusal: EmulatorAnswer };

function readMembers(body: string): ReadMembers {
  const members = parseJsonObject(body);
  if (members === undefined) return { refusal: validationError(['body', 0], 'json_invalid') };
  for (const [name, isValid] of Object.entries(rules)) {
    if (isValid(members[name])) continue;
    const type = members[name] === undefined ? 'missing' : 'value_error';
    return { refusal: validationError(['body', name], type) };
  }
  return { members: members as unknown as Members };
}

function validationError(loc: readonly (string | number)[], type: string): EmulatorAnswer {
  return { status: 422, body: { detail: [{ loc, msg: 'Invalid input', type }] } };
}

/** What the description of the API says about each member. */
const rules: Readonly<Record<keyof Members, (value: unknown) => boolean>> = {
  sender: (value) => isText(value, 18) && value.length >= 3,
  recipient: (value) => Number.isInteger(value) && Number(value) > 1000 && Number(value) < 1e15,
  message: (value) => isText(value, 39_015),
  reference: (value) => value === undefined || value === null || isText(value),
  expiration: (value) => value === undefined || (isText(value) && isWithinFiveDays(value)),
  priority: (value) => value === undefined || value === 'normal' || value === 'urgent',
  label: (value) => value === undefined || value === null || isText(value, 128),
};

function isText(value: unknown, maxLength = Infinity): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

function isWithinFiveDays(expiration: string): boolean {
  const seconds = secondsUntil(expiration);
  return seconds > 0 && seconds <= 432_000;
}

/** The seconds of a duration, or until a point in time; `NaN` for anything else. */
function secondsUntil(expiration: string): number {
  const units = /^P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(expiration);
  if (units === null) return Math.round((Date.parse(expiration) - Date.now()) / 1000);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = units.slice(1).map((n) => Number(n ?? 0));
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}

/** 48 bits of time and 80 random ones, in Crockford's Base32: https://github.com/ulid/spec */
function ulid(): string {
  const bits = (BigInt(Date.now()) << 80n) | BigInt(`0x${randomBytes(10).toString('hex')}`);
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(
    { length: 26 },
    (_, index) => digits[Number((bits >> BigInt(5 * (25 - index))) & 31n)],
  ).join('');
}

interface SentMessage {
  readonly msg_id: string;
  readonly recipient: number;
  readonly reference: string | null;
}

/**
 * Sends signed events. Unlike GatewayAPI, it does not retry.
 * @see https://gatewayapi.com/docs/message/overview/#webhook-signature-verification
 */
async function sendEvents(
  { deliveryReportUrl, webhookSecret }: GatewayapiAccount,
  message: SentMessage,
  events: readonly DeliveryEvent[],
  sendWebhook: SendWebhook,
): Promise<void> {
  for (const { status, error = null } of events) {
    await sendWebhook(deliveryReportUrl, () => {
      const time = new Date().toISOString().replace('Z', '+00:00');
      const body = JSON.stringify({
        event_id: randomUUID(),
        timestamp: time,
        event_type: 'message.status.sms',
        event: { ...message, status, status_at: time, error },
      });
      const signature = createHmac('sha256', webhookSecret).update(body).digest('hex');
      const headers = { 'content-type': 'application/json', signature: `v1=${signature}` };
      return { headers, body };
    });
  }
}
