import { setTimeout as delay } from 'node:timers/promises';
import { parseJsonObject } from '@sms-connectors/core';
import {
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  startEmulator,
} from '@sms-connectors/core/testing';
import { type EmulatedSms, readSms, type Violation } from './emulated-sms.ts';

export interface InfobipEmulatorOptions extends EmulatorOptions {
  readonly account?:
    | {
        /** In euros; 10 by default. Messages from an account without credit are rejected. */
        readonly balance?: number | undefined;
      }
    | undefined;
}

export interface InfobipEmulator extends Emulator {
  /** A config for the connector: `infobip({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: {
    readonly baseUrl: string;
    readonly apiKey: string;
    readonly from: string;
    readonly deliveryReportToken: string;
    readonly conversionTracking: boolean;
  };
}

const config = {
  baseUrl: 'https://emulated.api.infobip.com',
  apiKey: 'emulated-api-key',
  from: 'InfoSMS',
  deliveryReportToken: 'emulated-delivery-report-token',
  conversionTracking: true,
} as const;
const maxSegments = 25;
// https://www.infobip.com/docs/api/channels/sms/sms-messaging/logs-and-status-reports
const maxReports = 100;
// Long enough for the reports of messages that were sent at the same time.
const reportDelayMs = 20;

/**
 * Starts Infobip's APIs for SMS, conversions and the balance on loopback. It checks credentials and parameters, answers
 * as Infobip does, and sends the delivery reports for one URL together.
 */
export async function startInfobipEmulator({
  account: { balance = 10 } = {},
  ...options
}: InfobipEmulatorOptions = {}): Promise<InfobipEmulator> {
  const batches = new Map<string, object[]>();
  const tracked = new Set<string>();

  const emulator = await startEmulator(
    {
      answer: (request, record, { recordConversion, sendWebhook }) => {
        const route = `${request.method} ${request.path}`;
        const [, convertedId] = /^POST \/ct\/1\/log\/end\/([^/]+)$/.exec(route) ?? [];
        if (route === 'GET /account/1/balance') {
          if (!isAuthorized(request)) return exception(401, 'UNAUTHORIZED', 'Unauthorized');
          return { status: 200, body: { balance, currency: 'EUR' } };
        }
        if (convertedId !== undefined) {
          if (!isAuthorized(request)) return exception(401, 'UNAUTHORIZED', 'Unauthorized');
          if (!tracked.has(convertedId)) return exception(404, 'NOT_FOUND', 'Not found');
          recordConversion({ messageId: convertedId, used: true });
          return { status: 200, body: { processKey: digits(32) } };
        }
        if (route !== 'POST /sms/3/messages') return exception(404, 'NOT_FOUND', 'Not found');
        if (!isAuthorized(request)) return unauthorized;
        const sms = readSms(parseJsonObject(request.body));
        if ('violations' in sms) return badRequest(sms.violations);

        const ids = { messageId: crypto.randomUUID(), bulkId: digits(19) };
        const rejection = rejectionOf(sms, balance);
        if (rejection !== undefined) return answer(sms, ids, rejection);
        record({ ...sms.recorded, messageId: ids.messageId, at: new Date() });
        if (sms.isTracked) tracked.add(ids.messageId);
        report(sms, ids);
        return answer(sms, ids, statuses.PENDING_ACCEPTED);

        function report({ reportUrl: url, ...reported }: EmulatedSms, ofIds: Ids): void {
          if (url === undefined) return;
          const result = reportOf(reported, ofIds);
          const batch = batches.get(url);
          if (batch !== undefined && batch.length < maxReports) return void batch.push(result);
          const results = [result];
          batches.set(url, results);
          const forget = (): void => {
            if (batches.get(url) === results) batches.delete(url);
          };
          void sendWebhook(url, async () => {
            await delay(reportDelayMs);
            forget();
            return {
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({ results }),
            };
          }).then(forget);
        }
      },
      rateLimited: (retryAfter) => ({
        ...apiError(429, 'E429', 'Too many requests sent.'),
        headers: { 'retry-after': retryAfter },
      }),
      reset: () => {
        batches.clear();
        tracked.clear();
      },
    },
    options,
  );
  return { ...emulator, config };
}

interface Ids {
  readonly messageId: string;
  readonly bulkId: string;
}

// https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes
const statuses = {
  PENDING_ACCEPTED: status(1, 'PENDING', 26, 'PENDING_ACCEPTED', 'Message sent to next instance'),
  DELIVERED: status(3, 'DELIVERED', 5, 'DELIVERED_TO_HANDSET', 'Message delivered to handset'),
  NO_CREDITS: status(5, 'REJECTED', 12, 'REJECTED_NOT_ENOUGH_CREDITS', 'Not enough credits'),
  TOO_LONG: status(5, 'REJECTED', 25, 'REJECTED_MESSAGE_TOO_LONG', 'Message too long'),
  MISSING_TO: status(5, 'REJECTED', 51, 'MISSING_TO', 'Missing to'),
  NO_NUMBER: status(5, 'REJECTED', 52, 'REJECTED_DESTINATION', 'Invalid destination address'),
};

function status(groupId: number, groupName: string, id: number, name: string, description: string) {
  return { groupId, groupName, id, name, description };
}

/** Infobip answers 200 to a message that it rejects. */
function rejectionOf({ destination, segments }: EmulatedSms, balance: number): object | undefined {
  if (destination === '') return statuses.MISSING_TO;
  if (!/^[1-9]\d{6,14}$/.test(destination)) return statuses.NO_NUMBER;
  if (segments > maxSegments) return statuses.TOO_LONG;
  return balance > 0 ? undefined : statuses.NO_CREDITS;
}

function answer(
  { destination, segments, includesCount }: EmulatedSms,
  { messageId, bulkId }: Ids,
  messageStatus: object,
): EmulatorAnswer {
  const details = includesCount && { details: { messageCount: segments } };
  const message = { messageId, status: messageStatus, destination, ...details };
  return { status: 200, body: { bulkId, messages: [message] } };
}

function reportOf(
  { recorded, destination, segments, callbackData }: Omit<EmulatedSms, 'reportUrl'>,
  ids: Ids,
): object {
  const at = new Date().toISOString().replace('Z', '+0000');
  return {
    ...ids,
    price: { pricePerMessage: 0, currency: 'EUR' },
    status: statuses.DELIVERED,
    error: {
      groupId: 0,
      groupName: 'OK',
      id: 0,
      name: 'NO_ERROR',
      description: 'No Error',
      permanent: false,
    },
    to: destination,
    sender: recorded.from,
    sentAt: at,
    doneAt: at,
    messageCount: segments,
    callbackData,
  };
}

function isAuthorized({ headers }: EmulatorRequest): boolean {
  return headers.authorization === `App ${config.apiKey}`;
}

const unauthorized = apiError(
  401,
  'E401',
  'The request lacks valid authentication credentials for the requested resource.',
);

function badRequest(violations: readonly Violation[]): EmulatorAnswer {
  return apiError(400, 'E400', 'Request cannot be processed.', violations);
}

/** An error of the SMS API. */
function apiError(
  httpStatus: number,
  errorCode: string,
  description: string,
  violations: readonly Violation[] = [],
): EmulatorAnswer {
  const body = {
    errorCode,
    description,
    action: 'See the documentation.',
    violations,
    resources: [],
  };
  return { status: httpStatus, body };
}

/** An error of the APIs for conversions and the balance. */
function exception(httpStatus: number, messageId: string, text: string): EmulatorAnswer {
  return { status: httpStatus, body: { requestError: { serviceException: { messageId, text } } } };
}

function digits(count: number): string {
  return Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');
}

export { startInfobipEmulator as startEmulator };
