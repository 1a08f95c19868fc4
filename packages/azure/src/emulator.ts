import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import { badRequest, notFound, phoneNumberList, unauthorized } from './emulated-answers.ts';
import { type DeliveryEvent, eventSender } from './emulated-events.ts';
import { type EmulatedSms, readSms, type Recipient } from './emulated-sms.ts';

/** The emulated resource and its settings. */
export interface AzureAccount {
  /** In Base64. */
  readonly accessKey: string;
  /** Those that can send SMS. */
  readonly phoneNumbers: readonly string[];
  /** Its short codes and sender IDs. */
  readonly otherSenders: readonly string[];
  /** The URL of the webhook for events, without the token. */
  readonly deliveryReportUrl?: string | undefined;
  /** The token in the query of that URL. */
  readonly deliveryReportToken: string;
}

export interface AzureEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly account?: Partial<AzureAccount> | undefined;
  /** The delivery reports of each message; by default `Delivered`. */
  readonly deliveryEvents?: readonly DeliveryEvent[] | undefined;
}

export interface AzureEmulator extends Emulator {
  /** For the connector: `azure({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: {
    readonly connectionString: string;
    readonly from: string;
    readonly deliveryReportToken: string;
  };
  readonly account: AzureAccount;
}

const emulatedAccount: AzureAccount = {
  accessKey: Buffer.from('emulated-access-key').toString('base64'),
  phoneNumbers: ['+14255550123'],
  otherSenders: ['23456', 'CONTOSO'],
  deliveryReportToken: 'emulated-delivery-report-token',
};

// That of the vendor's SDK, and ours.
const smsVersions = new Set(['2021-03-07', '2026-01-23']);

/**
 * Starts Azure's APIs for SMS and for the phone numbers of a resource on loopback. It verifies signatures, checks members,
 * sends a repeated message once, and sends delivery reports as Event Grid does.
 * @see https://github.com/Azure/azure-rest-api-specs/tree/main/specification/communication/data-plane
 */
export async function startAzureEmulator({
  account: given,
  deliveryEvents = [{ deliveryStatus: 'Delivered', deliveryStatusDetails: '2000: No Error' }],
  ...options
}: AzureEmulatorOptions = {}): Promise<AzureEmulator> {
  const account = { ...emulatedAccount, ...given };
  const { deliveryReportUrl: url, deliveryReportToken: token } = account;
  const sendEvents = eventSender({ url, token });
  /** The IDs of messages, by those of their requests. */
  const known = new Map<string, string>();

  const send = (
    { query, body }: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ): EmulatorAnswer => {
    if (!smsVersions.has(query.get('api-version') ?? '')) return badRequest({});
    const read = readSms(body);
    if ('refusal' in read) return read.refusal;
    const { sms } = read;
    if (![...account.phoneNumbers, ...account.otherSenders].includes(sms.from)) return unauthorized;
    const value = sms.recipients.map((recipient) => {
      const rejection = rejectionOf(recipient);
      if (rejection !== undefined) return { to: recipient.to, ...rejection, successful: false };
      const { repeatabilityRequestId: requestId } = recipient;
      const messageId = known.get(requestId ?? '') ?? newMessageId();
      if (requestId === undefined || !known.has(requestId)) {
        record(recorded(messageId, recipient, sms));
        const message = { messageId, from: sms.from, to: recipient.to, tag: sms.tag };
        if (sms.enableDeliveryReport) void sendEvents(sendWebhook, message, deliveryEvents);
      }
      if (requestId !== undefined) known.set(requestId, messageId);
      const repeatability = requestId !== undefined && { repeatabilityResult: 'accepted' };
      return {
        to: recipient.to,
        messageId,
        httpStatusCode: 202,
        ...repeatability,
        successful: true,
      };
    });
    return { status: 202, body: { value } };
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { sendWebhook }) => {
        const answerTo = (): EmulatorAnswer => {
          if (!isSigned(request, account.accessKey)) return unauthorized;
          const route = `${request.method} ${request.path}`;
          if (route === 'POST /sms') return send(request, record, sendWebhook);
          return route === 'GET /phoneNumbers' ? phoneNumberList(account.phoneNumbers) : notFound();
        };
        return { ...answerTo(), headers: { 'ms-cv': correlationVector() } };
      },
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: '',
      }),
      reset: () => known.clear(),
    },
    options,
  );
  const connectionString = `endpoint=https://emulated.communication.azure.com/;accesskey=${account.accessKey}`;
  const from = account.phoneNumbers[0] ?? account.otherSenders[0] ?? '';
  return { ...emulator, account, config: { connectionString, from, deliveryReportToken: token } };
}

export { startAzureEmulator as startEmulator };

/** https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial */
function isSigned(
  { method, path, query, headers, body }: EmulatorRequest,
  accessKey: string,
): boolean {
  const hash = createHash('sha256').update(body).digest('base64');
  const search = query.size > 0 ? `?${query.toString()}` : '';
  const date = String(headers['x-ms-date']);
  const signature = createHmac('sha256', Buffer.from(accessKey, 'base64'))
    .update(`${method}\n${path}${search}\n${date};${headers.host};${hash}`)
    .digest('base64');
  const scheme = 'HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256';
  return (
    headers['x-ms-content-sha256'] === hash &&
    headers.authorization === `${scheme}&Signature=${signature}`
  );
}

/** Why Azure does not take a recipient, in the words of its examples. */
function rejectionOf({
  to,
  repeatabilityRequestId: id,
  repeatabilityFirstSent: time,
}: Recipient): object | undefined {
  if (!/^\+[1-9]\d{6,14}$/.test(to)) {
    return { httpStatusCode: 400, errorMessage: 'Invalid To phone number format.' };
  }
  if (id === undefined || (time !== undefined && new Date(time).toUTCString() === time)) {
    return undefined;
  }
  return {
    httpStatusCode: 400,
    repeatabilityResult: 'rejected',
    errorMessage:
      'Request sent with Invalid DateTime value for repeatability-first-sent. Expected is DateTime ,RFC1123 pattern.',
  };
}

function recorded(
  messageId: string,
  { to, repeatabilityRequestId, repeatabilityFirstSent }: Recipient,
  { from, text, enableDeliveryReport, tag }: EmulatedSms,
): EmulatedMessage {
  return {
    messageId,
    to,
    from,
    text,
    at: new Date(),
    reference: tag,
    parameters: {
      from,
      to,
      message: text,
      enableDeliveryReport: String(enableDeliveryReport),
      ...(tag !== undefined && { tag }),
      ...(repeatabilityRequestId !== undefined && { repeatabilityRequestId }),
      ...(repeatabilityFirstSent !== undefined && { repeatabilityFirstSent }),
    },
  };
}

/** Such as `Outgoing_20200610203725bfd4ba70-70bf-4f77-925d-c0bdb5161bb3`. */
function newMessageId(): string {
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `Outgoing_${time}${randomUUID()}`;
}

function correlationVector(): string {
  return `${randomBytes(16).toString('base64').slice(0, 22)}.0`;
}
