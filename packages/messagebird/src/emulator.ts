import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
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
export interface MessagebirdAccount {
  readonly accessKey: string;
  readonly signingKey: string;
  /** What `GET /balance` answers. Messages cost nothing here. */
  readonly balance: {
    readonly payment: 'prepaid' | 'postpaid';
    readonly type: string;
    readonly amount: number;
  };
  /** The URL for status reports in the dashboard; a message can name another. */
  readonly deliveryReportUrl?: string | undefined;
  /** The account is on trial, and sends only to this number: digits alone. */
  readonly trialNumber?: string | undefined;
}

export interface MessagebirdEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<MessagebirdAccount> | undefined;
  /** The status reports of each message; by default `delivered`. */
  readonly statusReports?: readonly StatusReport[] | undefined;
}

export interface StatusReport {
  readonly status: string;
  readonly statusReason?: string | undefined;
  readonly statusErrorCode?: string | undefined;
}

export interface MessagebirdEmulator extends Emulator {
  /** For the connector: `messagebird({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<MessagebirdAccount, 'accessKey' | 'signingKey'> & {
    readonly originator: string;
  };
  readonly account: MessagebirdAccount;
}

const emulatedAccount: MessagebirdAccount = {
  accessKey: 'emulated-access-key',
  signingKey: 'emulated-signing-key',
  balance: { payment: 'prepaid', type: 'euros', amount: 9.2 },
};

/**
 * Starts MessageBird's APIs for messages and for the balance on loopback. It checks credentials and parameters, answers
 * as MessageBird does, and signs its reports.
 * @see https://github.com/messagebird/openapi-specs/blob/main/sms/openapi.yaml
 */
export async function startMessagebirdEmulator({
  account: given,
  statusReports = [{ status: 'delivered', statusReason: 'successfully delivered' }],
  ...options
}: MessagebirdEmulatorOptions = {}): Promise<MessagebirdEmulator> {
  const account = { ...emulatedAccount, ...given };

  const send = (
    { body }: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ): EmulatorAnswer => {
    const read = readParameters(body, account);
    if ('refusal' in read) return read.refusal;
    const { parameters } = read;
    const [recipient = ''] = parameters.recipients;
    const messageId = randomBytes(16).toString('hex');
    record({
      messageId,
      to: `+${recipient}`,
      from: parameters.originator,
      text: parameters.body,
      at: new Date(),
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [name, String(value)]),
      ),
      validitySeconds: parameters.validity,
      reference: parameters.reference,
    });
    void sendReports({ account, parameters, messageId, statusReports }, sendWebhook);
    return { status: 201, body: createdMessage(messageId, parameters) };
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { sendWebhook }) => {
        const { method, path, headers } = request;
        const route = `${method} ${path}`;
        if (route !== 'POST /messages' && route !== 'GET /balance') {
          return { status: 404, body: '' };
        }
        if (headers.authorization !== `AccessKey ${account.accessKey}`) {
          return apiError(401, 2, 'Request not allowed (incorrect access_key)', 'access_key');
        }
        return method === 'GET'
          ? { status: 200, body: account.balance }
          : send(request, record, sendWebhook);
      },
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: '',
      }),
    },
    options,
  );
  const { accessKey, signingKey } = account;
  return { ...emulator, account, config: { accessKey, originator: 'ExampleSMS', signingKey } };
}

export { startMessagebirdEmulator as startEmulator };

function apiError(
  status: number,
  code: number,
  description: string,
  parameter: string | null,
): EmulatorAnswer {
  return { status, body: { errors: [{ code, description, parameter }] } };
}

interface Parameters {
  readonly originator: string;
  readonly body: string;
  readonly recipients: readonly string[];
  readonly datacoding?: string;
  readonly validity?: number;
  readonly reference?: string;
  readonly reportUrl?: string;
}

type ReadParameters = { readonly parameters: Parameters } | { readonly refusal: EmulatorAnswer };

function readParameters(body: string, { trialNumber }: MessagebirdAccount): ReadParameters {
  const parameters = parseJsonObject(body) ?? {};
  for (const [name, isValid] of Object.entries(rules)) {
    if (isValid(parameters[name])) continue;
    return parameters[name] === undefined
      ? { refusal: apiError(422, 9, `${name} is required`, name) }
      : { refusal: apiError(422, 10, `${name} is invalid`, name) };
  }
  const [recipient = ''] = (parameters as unknown as Parameters).recipients;
  if (!/^\d{7,15}$/.test(recipient)) {
    return { refusal: apiError(422, 9, 'no (correct) recipients found', 'recipient') };
  }
  if (trialNumber !== undefined && recipient !== trialNumber) {
    const description = `no (correct) recipients found. Note: during your test period you can only send messages to your own number (+${trialNumber}).`;
    return { refusal: apiError(422, 9, description, 'recipient') };
  }
  return { parameters: parameters as unknown as Parameters };
}

/** What the description of the API says about each parameter. */
const rules: Readonly<Record<keyof Parameters, (value: unknown) => boolean>> = {
  originator: (value) => isText(value) && (/^\d{1,15}$/.test(value) || value.length <= 11),
  body: isText,
  recipients: (value) => Array.isArray(value) && value.length === 1 && value.every(isText),
  datacoding: (value) =>
    value === undefined || ['plain', 'unicode', 'auto'].some((coding) => coding === value),
  validity: (value) => value === undefined || (Number.isInteger(value) && Number(value) > 0),
  reference: (value) => value === undefined || (isText(value) && value.length <= 128),
  reportUrl: (value) => value === undefined || (isText(value) && URL.canParse(value)),
};

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

// The answer that MessageBird's description has as an example.
function createdMessage(id: string, parameters: Parameters): object {
  const { originator, body, recipients, reference = null, validity = null } = parameters;
  const { encoding, segments } = measureText(body);
  const isUnicode =
    parameters.datacoding === 'unicode' ||
    (parameters.datacoding === 'auto' && encoding !== 'GSM-7');
  const now = time();
  return {
    id,
    href: `https://rest.messagebird.com/messages/${id}`,
    direction: 'mt',
    type: 'sms',
    originator,
    body,
    reference,
    validity,
    gateway: 10,
    typeDetails: {},
    datacoding: isUnicode ? 'unicode' : 'plain',
    mclass: 1,
    scheduledDatetime: null,
    createdDatetime: now,
    recipients: {
      totalCount: 1,
      totalSentCount: 1,
      totalDeliveredCount: 0,
      totalDeliveryFailedCount: 0,
      items: recipients.map((recipient) => ({
        recipient: Number(recipient),
        status: 'sent',
        statusDatetime: now,
        messagePartCount: segments,
      })),
    },
  };
}

/** Such as `2022-07-01T16:16:51+00:00`. */
function time(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, '+00:00');
}

interface SentMessage {
  readonly account: MessagebirdAccount;
  readonly parameters: Parameters;
  readonly messageId: string;
  readonly statusReports: readonly StatusReport[];
}

/** Sends signed reports, as MessageBird does, on messages with a reference. */
async function sendReports(
  { account, parameters, messageId, statusReports }: SentMessage,
  sendWebhook: SendWebhook,
): Promise<void> {
  const { recipients, reference, reportUrl = account.deliveryReportUrl } = parameters;
  if (reference === undefined) return;
  for (const report of statusReports) {
    await sendWebhook(reportUrl, (base) => {
      const url = new URL(base);
      const facts = {
        id: messageId,
        reference,
        recipient: recipients.join(),
        statusDatetime: time(),
        ...report,
      };
      for (const [name, value] of Object.entries(facts)) {
        if (value !== undefined) url.searchParams.set(name, value);
      }
      url.searchParams.sort();
      const token = signedToken(url.href, account.signingKey);
      return { method: 'GET', url: url.href, headers: { 'messagebird-signature-jwt': token } };
    });
  }
}

/** @see https://github.com/messagebird/go-rest-api/blob/master/signature_jwt/testdata/reference.json */
function signedToken(url: string, signingKey: string): string {
  const nbf = Math.floor(Date.now() / 1000);
  const claims = {
    iss: 'MessageBird',
    nbf,
    exp: nbf + 60,
    jti: randomUUID(),
    url_hash: createHash('sha256').update(url).digest('hex'),
  };
  const text = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${createHmac('sha256', signingKey).update(text).digest('base64url')}`;
}
