import { measureText, ucs2Characters } from '@sms-connectors/core';
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
export interface BrevoAccount {
  readonly apiKey: string;
  /** Each part of a message costs one. */
  readonly smsCredits: number;
  /** The account's webhook for SMS, which has the events of all messages. */
  readonly webhook?: { readonly url: string; readonly token: string } | undefined;
}

export interface BrevoEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<BrevoAccount> | undefined;
  /** The events of each message; by default `sent`, then `delivered`. */
  readonly deliveryEvents?: readonly string[] | undefined;
}

export interface BrevoEmulator extends Emulator {
  /** For the connector: `brevo({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: {
    readonly apiKey: string;
    readonly sender: string;
    readonly deliveryReportToken: string;
  };
  readonly account: BrevoAccount;
}

const emulatedAccount: BrevoAccount = { apiKey: 'xkeysib-emulated', smsCredits: 100 };
// The id of Brevo's example: https://developers.brevo.com/changelog/2025/5/1
const firstMessageId = 1_511_882_900_176_220;

/**
 * Starts Brevo's APIs for SMS and the account on loopback. It checks the key and the parameters, and answers as Brevo
 * does.
 * @see https://developers.brevo.com/docs/transactional-sms-endpoints
 */
export async function startBrevoEmulator({
  account: replaced,
  deliveryEvents = ['sent', 'delivered'],
  ...options
}: BrevoEmulatorOptions = {}): Promise<BrevoEmulator> {
  const account = { ...emulatedAccount, ...replaced };
  const state = { smsCredits: account.smsCredits, messageId: firstMessageId };

  const send = (
    request: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ): EmulatorAnswer => {
    const given = parametersOf(request);
    if (given === undefined) return errorAnswer(400, 'bad_request', 'Input must be JSON');
    const refusal = parameterRefusal(given);
    if (refusal !== undefined) return refusal;
    const parameters: Readonly<Record<string, string>> = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name, String(value)]),
    );
    const { content = '', recipient = '', sender = '', unicodeEnabled, webUrl } = parameters;
    const text = unicodeEnabled === 'true' ? content : withoutUnicode(content);
    const { segments } = measureText(text);
    if (segments > state.smsCredits) {
      return errorAnswer(402, 'not_enough_credits', 'Not enough SMS credits');
    }
    state.smsCredits -= segments;
    const messageId = state.messageId;
    state.messageId += 1;

    const digits = recipient.replace('+', '');
    record({
      messageId: String(messageId),
      to: `+${digits}`,
      from: sender,
      text,
      at: new Date(),
      parameters,
    });
    const facts = { messageId, to: digits, segments, remainingCredits: state.smsCredits };
    void sendEvents({ account, webUrl, facts, deliveryEvents, sendWebhook });
    return { status: 201, body: { messageId } };
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { sendWebhook }) => {
        const { method, path } = request;
        const refusal = credentialsRefusal(account, request);
        if (refusal !== undefined) return refusal;
        if (method === 'POST' && path === '/v3/transactionalSMS/send') {
          return send(request, record, sendWebhook);
        }
        if (method === 'GET' && path === '/v3/account') return accountAnswer(state.smsCredits);
        return errorAnswer(404, 'document_not_found', 'Not found');
      },
      // https://developers.brevo.com/docs/limit-headers
      rateLimited: (wait) => ({
        status: 429,
        headers: {
          'x-sib-ratelimit-limit': '150',
          'x-sib-ratelimit-remaining': '0',
          'x-sib-ratelimit-reset': wait,
        },
        body: { message: 'Too many requests' },
      }),
      reset: () => {
        state.smsCredits = account.smsCredits;
      },
    },
    options,
  );
  const { apiKey } = account;
  const deliveryReportToken = account.webhook?.token ?? 'emulated-report-token';
  return { ...emulator, account, config: { apiKey, sender: 'MyShop', deliveryReportToken } };
}

export { startBrevoEmulator as startEmulator };

type Parameters = Readonly<Record<string, unknown>>;

function parametersOf({ body }: EmulatorRequest): Parameters | undefined {
  try {
    return { ...(JSON.parse(body) as object) };
  } catch {
    return undefined;
  }
}

/** https://developers.brevo.com/docs/how-it-works */
function errorAnswer(status: number, code: string, message: string): EmulatorAnswer {
  return { status, body: { code, message } };
}

function credentialsRefusal(
  { apiKey }: BrevoAccount,
  { headers }: EmulatorRequest,
): EmulatorAnswer | undefined {
  const given = headers['api-key'];
  if (given === apiKey) return undefined;
  // The first as in https://github.com/getbrevo/brevo-python/issues/13
  const message = given === undefined ? 'authentication not found in headers' : 'Key not found';
  return errorAnswer(401, 'unauthorized', message);
}

// https://github.com/getbrevo/brevo-node/blob/main/src/api/types/SendTransacSms.ts
const textRules: Readonly<Record<string, RegExp>> = {
  sender: /^(?:[A-Za-z0-9]{1,11}|\d{12,15})$/,
  recipient: /^\+?\d{6,15}$/,
  content: /[^]/,
  webUrl: /^https?:\/\/\S+$/,
};

function invalid(name: string): EmulatorAnswer {
  return errorAnswer(400, 'invalid_parameter', `Invalid ${name}`);
}

function parameterRefusal(parameters: Parameters): EmulatorAnswer | undefined {
  for (const [name, rule] of Object.entries(textRules)) {
    const value = parameters[name];
    if (value === undefined && name === 'webUrl') continue;
    if (value === undefined) return errorAnswer(400, 'missing_parameter', `${name} is missing`);
    if (typeof value !== 'string' || !rule.test(value)) return invalid(name);
  }
  const { tag, type = 'transactional', unicodeEnabled = false } = parameters;
  const tags: readonly unknown[] = Array.isArray(tag) ? tag : [tag ?? 'none'];
  if (tags.length > 10 || tags.some((one) => typeof one !== 'string' || one === '')) {
    return invalid('tag');
  }
  if (type !== 'transactional' && type !== 'marketing') return invalid('type');
  return typeof unicodeEnabled === 'boolean' ? undefined : invalid('unicodeEnabled');
}

/** https://developers.brevo.com/changelog/unicode-option-on-all-sms-endpoints */
function withoutUnicode(content: string): string {
  return ucs2Characters(content).reduce(
    (text, { character, replacement = '' }) => text.replaceAll(character, replacement),
    content,
  );
}

// https://developers.brevo.com/reference/get-account
function accountAnswer(smsCredits: number): EmulatorAnswer {
  return {
    status: 200,
    body: {
      organization_id: '000000000000000000000001',
      user_id: 1,
      enterprise: false,
      companyName: 'Emulated',
      email: 'emulated@example.com',
      firstName: 'Emu',
      lastName: 'Lated',
      address: { city: 'Paris', country: 'France', street: '1 rue Exemple', zipCode: '75001' },
      plan: [
        { type: 'free', credits: 300, creditsType: 'sendLimit' },
        { type: 'sms', credits: smsCredits, creditsType: 'sendLimit' },
      ],
      relay: {
        enabled: false,
        data: { userName: 'emulated@example.com', relay: 'smtp-relay.example.com', port: 587 },
      },
    },
  };
}

interface Events {
  readonly account: BrevoAccount;
  readonly webUrl: string | undefined;
  readonly facts: {
    readonly messageId: number;
    /** In digits. */
    readonly to: string;
    readonly segments: number;
    readonly remainingCredits: number;
  };
  readonly deliveryEvents: readonly string[];
  readonly sendWebhook: SendWebhook;
}

/**
 * Sends the events of a message to its own URL and to the account's webhook. Unlike Brevo, it does not retry.
 * @see https://developers.brevo.com/docs/transactional-webhooks
 */
async function sendEvents({ account, webUrl, facts, deliveryEvents, sendWebhook }: Events) {
  const { webhook } = account;
  for (const status of deliveryEvents) {
    const json = { 'content-type': 'application/json' };
    const body = JSON.stringify(eventBody(facts, status));
    await sendWebhook(webUrl, () => ({ headers: json, body }));
    const authorization = `Bearer ${webhook?.token}`;
    await sendWebhook(webhook?.url, () => ({ headers: { ...json, authorization }, body }));
  }
}

function eventBody(facts: Events['facts'], status: string): object {
  return {
    id: 1,
    to: facts.to,
    sms_count: facts.segments,
    credits_used: facts.segments,
    messageId: facts.messageId,
    remaining_credit: facts.remainingCredits,
    msg_status: status,
    date: new Date().toISOString().slice(0, 19).replace('T', ' '),
    type: 'transactional',
    reference: `emulated${facts.messageId}`,
  };
}
