import { createHmac } from 'node:crypto';
import { measureText, parseJsonObject } from '@sms-connectors/core';
import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  type EmulatorTools,
  type OutgoingWebhook,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import { signedText } from './signature.ts';

/** The emulated account and its settings. */
export interface PlivoAccount {
  readonly authId: string;
  readonly authToken: string;
  /** The token of the main account, if `authId` is a subaccount; otherwise that of `authToken`. */
  readonly mainAuthToken?: string | undefined;
  readonly type: 'standard' | 'developer';
  readonly billingMode: 'prepaid' | 'postpaid';
  readonly autoRecharge: boolean;
  /** In dollars. Each unit of a message costs 0.0055. */
  readonly cashCredits: number;
  /** The account's numbers, with whether each can send SMS. */
  readonly numbers: Readonly<Record<string, boolean>>;
  readonly powerpackUUID: string;
  /** The calling codes of the countries that are not enabled, such as `+44`. */
  readonly barredPrefixes: readonly string[];
}

export interface PlivoEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<PlivoAccount> | undefined;
  /** The status callbacks of each message; by default `sent`, then `delivered`. */
  readonly statusCallbacks?: readonly StatusCallback[] | undefined;
}

export interface StatusCallback {
  readonly Status: string;
  readonly ErrorCode?: string | undefined;
}

export interface PlivoEmulator extends Emulator {
  /** For the connector: `plivo({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<PlivoAccount, 'authId' | 'authToken'> & { readonly from: string };
  readonly account: PlivoAccount;
}

const emulatedAccount: PlivoAccount = {
  authId: 'MA0123456789ABCDEFGH',
  authToken: 'emulated-auth-token',
  type: 'standard',
  billingMode: 'prepaid',
  autoRecharge: false,
  cashCredits: 100,
  numbers: { '+12025550100': true },
  powerpackUUID: '86bbb125-97bb-4d72-89fd-81d5c515b015',
  barredPrefixes: [],
};
const pricePerUnit = 0.0055;

/**
 * Starts Plivo's APIs for messages, conversions and the account on loopback. It checks credentials and parameters, and
 * answers as Plivo does.
 * @see https://docs.plivo.com/docs/messaging/api/response
 */
export async function startPlivoEmulator({
  account: given,
  statusCallbacks = [{ Status: 'sent' }, { Status: 'delivered' }],
  ...options
}: PlivoEmulatorOptions = {}): Promise<PlivoEmulator> {
  const account = { ...emulatedAccount, ...given };
  const { authId, authToken } = account;
  const trackable = new Set<string>();
  let cashCredits = account.cashCredits;

  const send = (
    request: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ): EmulatorAnswer => {
    const parameters = parametersOf(request);
    if (!hasValidParameters(account, parameters)) return failure(400, 'invalid_parameter');
    const { dst = '', text = '', url } = parameters;
    const recipients = dst.split('<').map((number) => `+${digitsOf(number)}`);
    const refusal = recipientRefusal(account, parameters, recipients);
    if (refusal !== undefined) return refusal;
    const price = measureText(text).segments * pricePerUnit * recipients.length;
    // Plivo documents the words of this answer, and not its status.
    if (price > cashCredits) return failure(402, 'Insufficient Credit');
    cashCredits -= price;

    const messages = recipients.map((to) => messageTo(account, to, parameters));
    for (const message of messages) {
      record(message);
      if (parameters['trackable'] === 'true') trackable.add(message.messageId);
      void sendCallbacks(account, url, callbacksOf(message, statusCallbacks), sendWebhook);
    }
    const ids = messages.map(({ messageId }) => messageId);
    return answer(202, { message: 'message(s) queued', message_uuid: ids });
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { recordConversion, sendWebhook }) => {
        if (!isAuthorized(account, request)) return failure(401, 'authentication_failed');
        // Plivo's own libraries write some paths with two slashes.
        const [version, resource, owner, ...rest] = request.path.split('/').filter(Boolean);
        const path = `${request.method} ${[resource, ...rest].join('/')}`;
        if (owner !== authId || version !== 'v1') return failure(404, 'not found');
        if (path === 'POST Account/Message') return send(request, record, sendWebhook);
        if (path === 'GET Account') return accountAnswer(account, cashCredits);
        if (path === `GET Account/Powerpack/${account.powerpackUUID}`) {
          return answer(200, { uuid: account.powerpackUUID, name: 'My Powerpack' });
        }
        const [, number] = /^GET Account\/Number\/(\d+)$/.exec(path) ?? [];
        if (number !== undefined) return numberAnswer(account, number);
        const [, messageId] = /^POST account\/message\/([\w-]+)\/conversion$/.exec(path) ?? [];
        return messageId !== undefined && trackable.has(messageId)
          ? conversionAnswer(request, messageId, recordConversion)
          : failure(404, 'not found');
      },
      rateLimited: (retryAfter) => ({
        ...failure(429, 'rate_limit_exceeded'),
        headers: { 'retry-after': retryAfter },
      }),
      reset: () => {
        cashCredits = account.cashCredits;
        trackable.clear();
      },
    },
    options,
  );
  const [from = ''] = Object.keys(account.numbers);
  return { ...emulator, account, config: { authId, authToken, from } };
}

export { startPlivoEmulator as startEmulator };

function answer(status: number, body: object): EmulatorAnswer {
  return { status, body: { api_id: crypto.randomUUID(), ...body } };
}

function failure(status: number, error: string): EmulatorAnswer {
  return answer(status, { error });
}

function isAuthorized({ authId, authToken }: PlivoAccount, { headers }: EmulatorRequest): boolean {
  return headers.authorization === `Basic ${btoa(`${authId}:${authToken}`)}`;
}

type Parameters = Readonly<Record<string, string>>;

function parametersOf({ body, headers }: EmulatorRequest): Parameters {
  if (headers['content-type']?.startsWith('application/json') !== true) return {};
  const entries = Object.entries(parseJsonObject(body) ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

// https://www.plivo.com/docs/sms/api/message/send-a-message/
const parameterForms: ReadonlyMap<string, RegExp> = new Map(
  Object.entries({
    src: /^(\+?[1-9]\d{2,13}|(?=.*[A-Za-z])[A-Za-z0-9]{1,11})$/,
    powerpack_uuid: /^[\w-]{36}$/,
    dst: /^[-/.+()\d\s<]+$/,
    text: /^[^]+$/,
    type: /^sms$/,
    url: /^https?:\/\/\S+$/,
    method: /^(GET|POST)$/,
    log: /^(true|false|number_only|content_only)$/,
    trackable: /^(true|false)$/,
    message_expiry: /^\d{1,5}$/,
  }),
);

function hasValidParameters(account: PlivoAccount, parameters: Parameters): boolean {
  const { src, powerpack_uuid: powerpack, dst = '', text = '', message_expiry } = parameters;
  const { encoding, characters } = measureText(text);
  const expiry = Number(message_expiry ?? 10_800);
  return (
    Object.entries(parameters).every(
      ([name, value]) => parameterForms.get(name)?.test(value) === true,
    ) &&
    (src === undefined) !== (powerpack === undefined) &&
    (powerpack === undefined || powerpack === account.powerpackUUID) &&
    dst.split('<').every((number) => /^[1-9]\d{6,13}$/.test(digitsOf(number))) &&
    src !== dst &&
    text !== '' &&
    characters <= (encoding === 'GSM-7' ? 1600 : 737) &&
    expiry >= 5 &&
    expiry <= 10_800
  );
}

// Plivo removes all other characters of a number.
function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '');
}

function recipientRefusal(
  { numbers, barredPrefixes }: PlivoAccount,
  { src }: Parameters,
  recipients: readonly string[],
): EmulatorAnswer | undefined {
  const has = (...prefixes: readonly string[]) =>
    recipients.some((to) => prefixes.some((prefix) => to.startsWith(prefix)));
  // Plivo does not document the words of this answer.
  if (has(...barredPrefixes)) return { status: 403, body: { api_id: crypto.randomUUID() } };
  // Nor the status of this one: https://support.plivo.com/hc/en-us/sections/360008204432
  const isOwned = src === undefined || numbers[`+${digitsOf(src)}`] === true;
  return has('+1') && !isOwned
    ? failure(400, 'This caller ID is not allowed for outbound message')
    : undefined;
}

function messageTo({ numbers }: PlivoAccount, to: string, parameters: Parameters): EmulatedMessage {
  const { src, text = '', message_expiry: expiry } = parameters;
  return {
    messageId: crypto.randomUUID(),
    to,
    from: src ?? Object.keys(numbers)[0] ?? '',
    text,
    at: new Date(),
    parameters,
    ...(expiry !== undefined && { validitySeconds: Number(expiry) }),
  };
}

// https://www.plivo.com/docs/account/api/account/the-account-object/
function accountAnswer(account: PlivoAccount, cashCredits: number): EmulatorAnswer {
  return answer(200, {
    account_type: account.type,
    address: 'Wayne Enterprises Inc.',
    auth_id: account.authId,
    auto_recharge: account.autoRecharge,
    billing_mode: account.billingMode,
    cash_credits: cashCredits.toFixed(5),
    city: 'Gotham',
    name: 'Bruce Wayne',
    resource_uri: `/v1/Account/${account.authId}/`,
    state: 'NY',
    timezone: 'America/New_York',
  });
}

// https://github.com/plivo/plivo-python/blob/master/tests/resources/fixtures/numberGetResponse.json
function numberAnswer({ authId, numbers }: PlivoAccount, number: string): EmulatorAnswer {
  const canSend = numbers[`+${number}`];
  if (canSend === undefined) return failure(404, 'not found');
  const resource = `/v1/Account/${authId}/Number/${number}/`;
  return answer(200, {
    number,
    number_type: 'local',
    resource_uri: resource,
    sms_enabled: canSend,
  });
}

// Plivo documents the request, and nothing of the answer but the id that every answer has:
// https://docs.plivo.com/docs/messaging/concepts/conversion-feedback
function conversionAnswer(
  request: EmulatorRequest,
  messageId: string,
  recordConversion: EmulatorTools['recordConversion'],
): EmulatorAnswer {
  const { status = '', timestamp = '' } = parametersOf(request);
  const isValid =
    /^(CONVERTED|NOT_CONVERTED|CONVERTED_WITH_OTHERS)$/.test(status) &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp);
  if (!isValid) return failure(400, 'invalid_parameter');
  recordConversion({ messageId, used: status === 'CONVERTED' });
  return answer(202, {});
}

/** @see https://docs.plivo.com/docs/messaging/api/message/message-status-callbacks */
function callbacksOf(
  { messageId, to, from, text, at, parameters }: EmulatedMessage,
  statusCallbacks: readonly StatusCallback[],
): readonly Parameters[] {
  const time = `${at.toISOString().slice(0, 23).replace('T', ' ')}000`;
  const units = measureText(text).segments;
  return statusCallbacks.map(({ Status, ErrorCode }, index) => ({
    MessageUUID: messageId,
    To: to.slice(1),
    From: from.replace('+', ''),
    Type: 'sms',
    Status,
    Units: `${units}`,
    TotalRate: pricePerUnit.toFixed(5),
    TotalAmount: (units * pricePerUnit).toFixed(5),
    MCC: '208',
    MNC: '01',
    ...(ErrorCode !== undefined && { ErrorCode }),
    ParentMessageUUID: messageId,
    Sequence: `${index + 1}`,
    MessageTime: time,
    QueuedTime: time,
    SentTime: time,
    DeliveryReportTime: time,
    requester_ip: '127.0.0.1',
    PowerpackUUID: parameters['powerpack_uuid'] ?? '',
  }));
}

/** Sends signed status callbacks. Unlike Plivo, it does not retry. */
async function sendCallbacks(
  account: PlivoAccount,
  url: string | undefined,
  callbacks: readonly Parameters[],
  sendWebhook: SendWebhook,
): Promise<void> {
  for (const callback of callbacks) {
    await sendWebhook(url, (target) => signedCallback(account, target, callback));
  }
}

function signedCallback(
  { authToken, mainAuthToken = authToken }: PlivoAccount,
  url: string,
  callback: Parameters,
): OutgoingWebhook {
  const parameters = new URLSearchParams(callback);
  const nonce = crypto.randomUUID().replaceAll(/\D/g, '');
  const signed = signedText(url, parameters, nonce);
  const sign = (token: string) => createHmac('sha256', token).update(signed).digest('base64');
  return {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-plivo-signature-v3': sign(authToken),
      'x-plivo-signature-ma-v3': sign(mainAuthToken),
      'x-plivo-signature-v3-nonce': nonce,
    },
    body: parameters.toString(),
  };
}
