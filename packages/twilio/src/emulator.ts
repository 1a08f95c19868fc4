import { createHmac } from 'node:crypto';
import { measureText, parseRecipient } from '@sms-connectors/core';
import {
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import { settingsHeader, signedPairs } from './delivery-reports.ts';
import { withoutFragment } from './signed-urls.ts';

/** The emulated account and what belongs to it. */
export interface TwilioAccount {
  readonly accountSID: string;
  readonly authToken: string;
  readonly apiKeySID: string;
  readonly apiKeySecret: string;
  readonly fromMessagingServiceSID: string;
  /** With it, a webhook rule has status callbacks signed by this shared key instead of the auth token. */
  readonly webhookSharedKeySecret?: string | undefined;
  /** The numbers, short codes and names that may be used as `From`. */
  readonly senders: readonly string[];
  readonly status: 'active' | 'suspended' | 'closed';
  readonly type: 'Trial' | 'Full';
  /** In US dollars, as Twilio writes it, such as `12.50`. */
  readonly balance: string;
}

export interface TwilioEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<TwilioAccount> | undefined;
  /** The status callbacks of each message; by default `sent`, then `delivered`. */
  readonly statusCallbacks?: readonly StatusCallback[] | undefined;
}

export interface StatusCallback {
  readonly MessageStatus: string;
  readonly ErrorCode?: string;
}

export interface TwilioEmulator extends Emulator {
  /** For the connector: `twilio({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<
    TwilioAccount,
    'accountSID' | 'authToken' | 'fromMessagingServiceSID' | 'webhookSharedKeySecret'
  >;
  readonly account: TwilioAccount;
}

const emulatedAccount: TwilioAccount = {
  accountSID: `AC${'0'.repeat(32)}`,
  authToken: 'emulated-auth-token',
  apiKeySID: `SK${'0'.repeat(32)}`,
  apiKeySecret: 'emulated-api-key-secret',
  fromMessagingServiceSID: `MG${'0'.repeat(32)}`,
  senders: ['+15005550006'],
  status: 'active',
  type: 'Full',
  balance: '12.50',
};

/**
 * Starts Twilio's API for messages on loopback. It checks credentials and parameters, knows the numbers of Twilio's
 * test credentials, and answers as Twilio does.
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export async function startTwilioEmulator({
  account: given,
  statusCallbacks = [{ MessageStatus: 'sent' }, { MessageStatus: 'delivered' }],
  ...options
}: TwilioEmulatorOptions = {}): Promise<TwilioEmulator> {
  const account = { ...emulatedAccount, ...given };
  const { accountSID, authToken, fromMessagingServiceSID, webhookSharedKeySecret } = account;
  const emulator = await startEmulator(
    {
      answer: (request, record, { recordConversion, sendWebhook }) => {
        const refusal = requestError(account, request);
        if (refusal !== undefined) return answer(refusal.status, errorBody(refusal));
        if (request.method === 'GET') return readResource(account, request);
        const parameters = formParameters(request);
        const [, , , messageSid] = resourcePath.exec(request.path) ?? [];
        if (messageSid !== undefined) {
          const isKnown = emulator.messages.some(({ messageId }) => messageId === messageSid);
          if (!isKnown) return answer(404, errorBody(notFound(request.path)));
          const feedback = feedbackResource(request, messageSid, parameters);
          recordConversion({ messageId: messageSid, used: feedback.outcome === 'confirmed' });
          return answer(201, feedback);
        }
        const error =
          parameterError(account, parameters) ??
          senderError(account, parameters) ??
          recipientError(parameters);
        if (error !== undefined) return answer(error.status, errorBody(error));

        const message = messageResource(accountSID, parameters);
        record({
          messageId: message.sid,
          to: message.to,
          from: parameters['From'] ?? chosenSender(account) ?? '',
          text: message.body,
          at: new Date(message.date_created),
          parameters,
          ...('ValidityPeriod' in parameters && {
            validitySeconds: Number(parameters['ValidityPeriod']),
          }),
        });
        void callBack(account, message, parameters['StatusCallback'], statusCallbacks, sendWebhook);
        return answer(201, message);
      },
      rateLimited: (retryAfter) =>
        answer(429, errorBody({ code: 20429, status: 429, message: 'Too Many Requests' }), {
          'retry-after': retryAfter,
        }),
    },
    options,
  );
  const config = {
    accountSID,
    authToken,
    fromMessagingServiceSID,
    ...(webhookSharedKeySecret !== undefined && { webhookSharedKeySecret }),
  };
  return { ...emulator, account, config };
}

export { startTwilioEmulator as startEmulator };

type Parameters = Readonly<Record<string, string>>;

interface TwilioError {
  readonly code: number;
  readonly status: number;
  readonly message: string;
}

// Twilio reads no other content type: parameters in JSON count as missing.
function formParameters({ headers, body }: EmulatorRequest): Parameters {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : {};
}

function requestError(
  account: TwilioAccount,
  { method, path, headers }: EmulatorRequest,
): TwilioError | undefined {
  const [, accountSID, resource = ''] = resourcePath.exec(path) ?? [];
  const [, service] = servicePath.exec(path) ?? [];
  if (accountSID === undefined && service === undefined) return notFound(path);
  if (headers.authorization === undefined) {
    const message = 'Authentication Error - No credentials provided';
    return { code: 20003, status: 401, message };
  }
  const credentials = [
    [account.accountSID, account.authToken],
    [account.apiKeySID, account.apiKeySecret],
  ].map((pair) => `Basic ${btoa(pair.join(':'))}`);
  const isAccount = [undefined, account.accountSID].includes(accountSID);
  if (!isAccount || !credentials.includes(headers.authorization)) {
    return { code: 20003, status: 401, message: 'Authenticate' };
  }
  if (method !== (resource.startsWith('/Messages') ? 'POST' : 'GET')) {
    return { code: 20004, status: 405, message: 'Method not allowed' };
  }
  const isService = [undefined, account.fromMessagingServiceSID].includes(service);
  return isService ? undefined : notFound(path);
}

function notFound(path: string): TwilioError {
  return { code: 20404, status: 404, message: `The requested resource ${path} was not found` };
}

const resourcePath =
  /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})(|\/Balance|\/IncomingPhoneNumbers|\/Messages(?:\/([A-Z]{2}[0-9a-fA-F]{32})\/Feedback)?)\.json$/;

// Twilio has another host for it: https://www.twilio.com/docs/messaging/api/service-resource
const servicePath = /^\/v1\/Services\/(MG[0-9a-fA-F]{32})$/;

/** The resources that a config check reads, with the fields that it needs. */
function readResource(account: TwilioAccount, { path, query }: EmulatorRequest): EmulatorAnswer {
  const { accountSID: sid, balance } = account;
  const [, service] = servicePath.exec(path) ?? [];
  if (service !== undefined) return answer(200, { sid: service, account_sid: sid });
  const resource = resourcePath.exec(path)?.[2];
  if (resource === '/Balance') {
    return answer(200, { account_sid: sid, balance, currency: 'USD' });
  }
  if (resource === '/IncomingPhoneNumbers') {
    const asked = query.get('PhoneNumber') ?? '';
    const owned = account.senders.filter((sender) => sender.startsWith('+') && sender === asked);
    const incoming = owned.map((phone) => ({ phone_number: phone, capabilities: { sms: true } }));
    return answer(200, { incoming_phone_numbers: incoming });
  }
  return answer(200, { sid, status: account.status, type: account.type });
}

// In Twilio's order.
function parameterError(
  account: TwilioAccount,
  { From, MessagingServiceSid, To, Body, ValidityPeriod }: Parameters,
): TwilioError | undefined {
  if (!From && !MessagingServiceSid) return badRequest(21603, "A 'From' phone number is required.");
  if (!To) return badRequest(21604, "A 'To' phone number is required.");
  if (!Body) {
    return MessagingServiceSid
      ? badRequest(21619, 'A text message body or media urls must be specified.')
      : badRequest(21602, 'Message body is required.');
  }
  if (Body.length > 1600) {
    const message = 'The concatenated message body exceeds the 1600 character limit.';
    return badRequest(21617, message);
  }
  if (ValidityPeriod !== undefined && !isValidityPeriod(ValidityPeriod)) {
    return badRequest(21624, 'Invalid validity period value');
  }
  return undefined;
}

function isValidityPeriod(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 36_000;
}

// The numbers of the test credentials: https://www.twilio.com/docs/iam/test-credentials
function senderError(
  account: TwilioAccount,
  { From = '', MessagingServiceSid, To = '' }: Parameters,
): TwilioError | undefined {
  if (MessagingServiceSid) {
    if (MessagingServiceSid === account.fromMessagingServiceSID) return undefined;
    return /^MG[0-9a-fA-F]{32}$/.test(MessagingServiceSid)
      ? { code: 21701, status: 404, message: 'The Messaging Service does not exist' }
      : badRequest(21705, 'The Messaging Service is invalid');
  }
  if (From === '+15005550008') return { code: 21611, status: 429, message: 'SMS queue is full.' };
  if (From === '+15005550001' || !isSender(From)) {
    return badRequest(21212, `Invalid From Number (caller ID): ${From}`);
  }
  if (!account.senders.includes(From)) {
    const message = `The From phone number ${From} is not a valid, SMS-capable inbound phone number or short code for your account.`;
    return badRequest(21606, message);
  }
  if (From === To) return badRequest(21266, "'To' and 'From' number cannot be the same");
  return undefined;
}

// https://www.twilio.com/docs/glossary/what-alphanumeric-sender-id
function isSender(from: string): boolean {
  return /^(\+\d{7,15}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11})$/.test(from);
}

function recipientError({ From, To = '' }: Parameters): TwilioError | undefined {
  const recipient = parseRecipient(To);
  const hidden = `${To.slice(0, -4)}XXXX`;
  if (To === '+15005550001' || 'problem' in recipient) {
    return badRequest(21211, `Invalid 'To' Phone Number: ${hidden}`);
  }
  if (To === '+15005550002') {
    const sender = From === undefined ? '' : ` using the 'From' phone number: ${From}`;
    const message = `The 'To' phone number: ${To}, is not currently reachable${sender} via SMS.`;
    return badRequest(21612, message);
  }
  if (To === '+15005550003') {
    const message = `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${hidden}`;
    return badRequest(21408, message);
  }
  if (To === '+15005550004') return badRequest(21610, 'Attempt to send to unsubscribed recipient');
  if (To === '+15005550009') return badRequest(21614, `To number: ${To}, is not a mobile number`);
  return undefined;
}

function badRequest(code: number, message: string): TwilioError {
  return { code, status: 400, message };
}

function errorBody({ code, message, status }: TwilioError): object {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}

function messageResource(accountSID: string, parameters: Parameters) {
  const { From: from = null, MessagingServiceSid: service = null, To = '', Body = '' } = parameters;
  const recipient = parseRecipient(To);
  const sid = `SM${hexadecimal()}`;
  const now = new Date().toUTCString().replace('GMT', '+0000');
  const uri = `/2010-04-01/Accounts/${accountSID}/Messages/${sid}`;
  return {
    account_sid: accountSID,
    api_version: '2010-04-01',
    body: Body,
    date_created: now,
    date_sent: null,
    date_updated: now,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from,
    messaging_service_sid: service,
    num_media: '0',
    // A messaging service chooses the sender later and counts the segments then.
    num_segments: service === null ? `${measureText(Body).segments}` : '0',
    price: null,
    price_unit: null,
    sid,
    status: service === null ? 'queued' : 'accepted',
    subresource_uris: { media: `${uri}/Media.json` },
    to: 'e164' in recipient ? recipient.e164 : To,
    uri: `${uri}.json`,
  };
}

/** The sender that the messaging service chooses, after it has answered. */
function chosenSender({ senders }: TwilioAccount): string | undefined {
  return senders[0];
}

// https://www.twilio.com/docs/messaging/api/message-feedback-resource
function feedbackResource(
  { path }: EmulatorRequest,
  messageSid: string,
  { Outcome: outcome = 'confirmed' }: Parameters,
) {
  const now = new Date().toUTCString().replace('GMT', '+0000');
  return {
    account_sid: resourcePath.exec(path)?.[1],
    date_created: now,
    date_updated: now,
    message_sid: messageSid,
    outcome,
    uri: path,
  };
}

/**
 * Sends signed status callbacks. Like Twilio, it does not retry.
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
async function callBack(
  account: TwilioAccount,
  { sid, to, from, messaging_service_sid: service }: ReturnType<typeof messageResource>,
  url: string | undefined,
  callbacks: readonly StatusCallback[],
  sendWebhook: SendWebhook,
): Promise<void> {
  const sender = from ?? chosenSender(account);
  for (const callback of callbacks) {
    await sendWebhook(url, (target) => {
      const parameters = new URLSearchParams({
        AccountSid: account.accountSID,
        ApiVersion: '2010-04-01',
        ...(sender !== undefined && { From: sender }),
        MessageSid: sid,
        ...(service !== null && { MessagingServiceSid: service }),
        SmsSid: sid,
        SmsStatus: callback.MessageStatus,
        To: to,
        ...callback,
      });
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        ...signatureHeaders(account, withoutFragment(target) + signedPairs(parameters)),
      };
      return { headers, body: parameters.toString() };
    });
  }
}

function signatureHeaders(
  { authToken, webhookSharedKeySecret: sharedKey }: TwilioAccount,
  text: string,
): Record<string, string> {
  const sign = (hash: string, key: string) => createHmac(hash, key).update(text).digest('base64');
  if (sharedKey === undefined) return { 'x-twilio-signature': sign('sha1', authToken) };
  return {
    'x-twilio-signature': sign('sha256', sharedKey),
    [settingsHeader]: 'key=webhooks_sharedkey_emulated,algorithm=HMAC_SHA256',
  };
}

function answer(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): EmulatorAnswer {
  return { status, headers: { 'twilio-request-id': `RQ${hexadecimal()}`, ...headers }, body };
}

function hexadecimal(): string {
  return crypto.randomUUID().replaceAll('-', '');
}
