import { parseJsonObject, measureText } from '@sms-connectors/core';
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
import { isSigned, type Parameters, signatureOf, type Signing } from './signature.ts';

/** The emulated account and its settings. */
export interface VonageAccount {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly signatureSecret: string;
  readonly signatureMethod: Signing['method'];
  /** In euros. Each part of a message costs 0.0333. */
  readonly balance: number;
  readonly webhookFormat: 'GET' | 'POST' | 'POST-JSON';
  /** Whether Vonage has enabled the Conversion API. */
  readonly hasConversions: boolean;
  /** The URL for delivery receipts, unless the message names another. */
  readonly deliveryReportUrl?: string | undefined;
}

export interface VonageEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<VonageAccount> | undefined;
  /** The delivery receipts of each part of a message; by default one with `delivered`. */
  readonly deliveryReceipts?: readonly DeliveryReceipt[] | undefined;
}

export interface DeliveryReceipt {
  readonly status: string;
  readonly 'err-code': string;
}

export interface VonageEmulator extends Emulator {
  /** For the connector: `vonage({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<
    VonageAccount,
    'apiKey' | 'apiSecret' | 'signatureSecret' | 'signatureMethod'
  > & { readonly from: string };
  readonly account: VonageAccount;
}

const emulatedAccount: VonageAccount = {
  apiKey: 'abcd1234',
  apiSecret: 'emulatedApiSecret',
  signatureSecret: 'emulatedSignatureSecret',
  signatureMethod: 'md5hash',
  balance: 100,
  webhookFormat: 'POST-JSON',
  hasConversions: true,
};
const pricePerPart = 0.0333;
const network = '12345';

/**
 * Starts Vonage's APIs for messages, conversions and the balance on loopback. It checks credentials, signatures and
 * parameters, and answers as Vonage does.
 * @see https://developer.vonage.com/en/api/sms
 */
export async function startVonageEmulator({
  account: given,
  deliveryReceipts = [{ status: 'delivered', 'err-code': '0' }],
  ...options
}: VonageEmulatorOptions = {}): Promise<VonageEmulator> {
  const account = { ...emulatedAccount, ...given };
  const { apiKey, apiSecret, signatureSecret, signatureMethod } = account;
  let balance = account.balance;

  const submit = (
    parameters: Parameters,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ) => {
    const { to = '', text: sent = '' } = parameters;
    const from = senderOf(parameters);
    const text = parameters['type'] === 'unicode' ? sent : asGsm7(sent);
    const parts = Array.from({ length: measureText(text).segments }, () => {
      if (balance < pricePerPart) return failure('9', 'Partner Quota Violation');
      balance -= pricePerPart;
      return {
        to,
        'message-id': crypto.randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase(),
        status: '0',
        'remaining-balance': balance.toFixed(8),
        'message-price': pricePerPart.toFixed(8),
        network,
        ...('client-ref' in parameters && { 'client-ref': parameters['client-ref'] }),
      };
    });
    const messageIds = parts.flatMap((part) => ('message-id' in part ? [part['message-id']] : []));
    const [messageId] = messageIds;
    if (messageId !== undefined && messageIds.length === parts.length) {
      record({
        messageId,
        to: `+${to}`,
        from,
        text,
        at: new Date(),
        parameters,
        // Vonage's unit is the millisecond.
        ...('ttl' in parameters && { validitySeconds: Number(parameters['ttl']) / 1000 }),
        ...('client-ref' in parameters && { reference: parameters['client-ref'] }),
      });
      const receipts = messageIds.flatMap((id) =>
        deliveryReceipts.map((receipt) => () => signedReceipt(account, parameters, id, receipt)),
      );
      void sendReceipts(account, parameters['callback'], receipts, sendWebhook);
    }
    return parts;
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { recordConversion, sendWebhook }) => {
        if (request.path === '/account/get-balance') {
          return balanceAnswer(account, request, balance);
        }
        if (request.path === '/conversions/sms') {
          const ids = new Set(emulator.messages.map(({ messageId }) => messageId));
          return conversionAnswer(account, request, ids, recordConversion);
        }
        if (request.path !== '/sms/json' || request.method !== 'POST') {
          return { status: 404, body: '' };
        }
        const parameters = parametersOf(request);
        const refusal = credentialsFailure(account, parameters) ?? parameterFailure(parameters);
        return smsAnswer(
          refusal === undefined ? submit(parameters, record, sendWebhook) : [refusal],
        );
      },
      rateLimited: (retryAfter) => {
        const wait = Math.round(Number(retryAfter) * 1000);
        const words = `Throughput Rate Exceeded - please wait [ ${wait} ] and retry`;
        return smsAnswer([failure('1', words)]);
      },
      reset: () => {
        balance = account.balance;
      },
    },
    options,
  );
  const config = {
    apiKey,
    apiSecret,
    signatureSecret,
    signatureMethod,
    from: '+447700900000',
  };
  return { ...emulator, account, config };
}

export { startVonageEmulator as startEmulator };

// A form as documented, or JSON with credentials in a header, as Vonage's library for Node sends it.
function parametersOf({ headers, body }: EmulatorRequest): Parameters {
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const given = isJson
    ? Object.entries(parseJsonObject(body) ?? {}).map(([name, value]) => [name, String(value)])
    : [...new URLSearchParams(body)];
  const [apiKey, apiSecret] = basicCredentials(headers.authorization);
  return {
    ...(apiKey !== undefined && { api_key: apiKey }),
    ...(apiSecret !== undefined && { api_secret: apiSecret }),
    ...(Object.fromEntries(given) as Parameters),
  };
}

function basicCredentials(header: string | undefined): readonly string[] {
  return header?.startsWith('Basic ') === true ? atob(header.slice(6)).split(':', 2) : [];
}

interface Failure {
  readonly status: string;
  readonly 'error-text': string;
}

function failure(status: string, words: string): Failure {
  return { status, 'error-text': words };
}

function smsAnswer(parts: readonly object[]): EmulatorAnswer {
  return { status: 200, body: { 'message-count': `${parts.length}`, messages: parts } };
}

const clockDifferenceMs = 5 * 60 * 1000;

function credentialsFailure(account: VonageAccount, parameters: Parameters): Failure | undefined {
  const { api_key: apiKey, api_secret: apiSecret, sig, timestamp } = parameters;
  if (apiKey === undefined) return failure('2', 'Missing api_key param');
  if (sig === undefined) {
    if (apiSecret === undefined) return failure('2', 'Missing api_secret param');
    const isRight = apiKey === account.apiKey && apiSecret === account.apiSecret;
    return isRight ? undefined : failure('4', 'Invalid Credentials');
  }
  if (apiSecret !== undefined) return failure('32', 'Signature And API Secret Disallowed');
  const isRecent = Math.abs(Date.now() - Number(timestamp) * 1000) < clockDifferenceMs;
  const isRight = apiKey === account.apiKey && isSigned(parameters, signingOf(account));
  return isRecent && isRight ? undefined : failure('14', 'Invalid Signature');
}

function signingOf({ signatureSecret, signatureMethod }: VonageAccount): Signing {
  return { secret: signatureSecret, method: signatureMethod };
}

function parameterFailure(parameters: Parameters): Failure | undefined {
  const { to = '', text = '', type = 'text', ttl, callback } = parameters;
  const missing = ['from', 'to', 'text'].find((name) => !parameters[name]);
  if (missing !== undefined) return failure('2', `Missing ${missing} param`);
  const isValid =
    /^\d{7,15}$/.test(to) &&
    ['text', 'unicode'].includes(type) &&
    (ttl === undefined ||
      (/^\d{5,9}$/.test(ttl) && Number(ttl) >= 20_000 && Number(ttl) <= 604_800_000));
  if (!isValid) return failure('3', 'Invalid Parameters');
  if (text.length > 3200) return failure('12', 'Message Too Long');
  const isUrl = callback === undefined || (callback.length <= 100 && URL.canParse(callback));
  return isUrl ? undefined : failure('23', 'Invalid Callback URL');
}

// A name's spaces are ignored: https://developer.vonage.com/en/api/sms
function senderOf({ from = '' }: Parameters): string {
  return from.replaceAll(' ', '');
}

// Without `type=unicode`, characters outside GSM-7 are lost.
function asGsm7(text: string): string {
  return Array.from(text, (character) =>
    measureText(character).encoding === 'GSM-7' ? character : '?',
  ).join('');
}

// https://developer.vonage.com/en/api/developer/account
function balanceAnswer(
  account: VonageAccount,
  { method, headers, query }: EmulatorRequest,
  balance: number,
): EmulatorAnswer {
  if (method !== 'GET') return { status: 404, body: '' };
  const [apiKey = query.get('api_key'), apiSecret = query.get('api_secret')] = basicCredentials(
    headers.authorization,
  );
  return apiKey === account.apiKey && apiSecret === account.apiSecret
    ? { status: 200, body: { value: Number(balance.toFixed(8)), autoReload: false } }
    : {
        status: 401,
        body: { 'error-code': '401', 'error-code-label': 'authentication failed' },
      };
}

// https://github.com/Nexmo/api-specification/blob/master/definitions/conversion.yml
function conversionAnswer(
  { apiKey, apiSecret, hasConversions }: VonageAccount,
  request: EmulatorRequest,
  messageIds: ReadonlySet<string>,
  recordConversion: EmulatorTools['recordConversion'],
): EmulatorAnswer {
  if (request.method !== 'POST') return { status: 404, body: '' };
  const errors = 'https://developer.nexmo.com/api-errors';
  const parameters = parametersOf(request);
  const isAccount = parameters['api_key'] === apiKey && parameters['api_secret'] === apiSecret;
  if (!isAccount) {
    const detail = 'You did not provide correct credentials.';
    const title = 'Invalid credentials supplied';
    return { status: 401, body: { type: `${errors}#unauthorized`, title, detail } };
  }
  if (!hasConversions) {
    const title = 'Conversion has not been enabled for your account';
    return { status: 402, body: { type: `${errors}#forbidden`, title } };
  }
  // The specification has no answer of its own for an unknown id.
  const { 'message-id': messageId = '', delivered = '' } = parameters;
  const isValid =
    messageIds.has(messageId) &&
    /^(true|false|0|1)$/.test(delivered) &&
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(parameters['timestamp'] ?? '');
  if (isValid) {
    recordConversion({ messageId, used: delivered === 'true' || delivered === '1' });
    return { status: 200, body: 'OK' };
  }
  const title = 'Invalid parameters. The value of one or more parameters is invalid.';
  const resolution = 'Check your parameters and try again.';
  return { status: 420, body: { type: `${errors}#3`, title, resolution } };
}

function signedReceipt(
  account: VonageAccount,
  { to = '', ...parameters }: Parameters,
  messageId: string,
  receipt: DeliveryReceipt,
): Parameters {
  const now = new Date();
  const time = now.toISOString().slice(0, 19).replace('T', ' ');
  const unsigned: Parameters = {
    msisdn: to,
    to: senderOf(parameters),
    'network-code': network,
    messageId,
    price: pricePerPart.toFixed(8),
    scts: time.replaceAll(/\D/g, '').slice(2, 12),
    ...receipt,
    'api-key': account.apiKey,
    ...('client-ref' in parameters && { 'client-ref': parameters['client-ref'] }),
    'message-timestamp': time,
    timestamp: `${Math.floor(now.getTime() / 1000)}`,
    nonce: crypto.randomUUID(),
  };
  const sig = signatureOf(unsigned, signingOf(account));
  return { ...unsigned, sig: account.signatureMethod === 'md5hash' ? sig : sig.toUpperCase() };
}

/** Sends signed delivery receipts. Unlike Vonage, it does not retry. */
async function sendReceipts(
  { webhookFormat, deliveryReportUrl }: VonageAccount,
  callback: string | undefined,
  receipts: readonly (() => Parameters)[],
  sendWebhook: SendWebhook,
): Promise<void> {
  for (const receipt of receipts) {
    await sendWebhook(callback ?? deliveryReportUrl, (url) =>
      webhookRequests[webhookFormat](url, receipt()),
    );
  }
}

const webhookRequests = {
  GET: (url, receipt) => ({
    method: 'GET',
    url: `${url}?${new URLSearchParams(receipt).toString()}`,
  }),
  POST: (_, receipt) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(receipt).toString(),
  }),
  'POST-JSON': (_, receipt) => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(receipt),
  }),
} satisfies Record<
  VonageAccount['webhookFormat'],
  (url: string, receipt: Parameters) => OutgoingWebhook
>;
