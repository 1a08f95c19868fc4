import { setTimeout as delay } from 'node:timers/promises';
import { parseJsonObject } from '@sms-connectors/core';
import {
  type Emulator,
  type EmulatorOptions,
  type EmulatorRequest,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import {
  answer,
  apiError,
  badRequest,
  digits,
  exception,
  rejectionOf,
  reportOf,
  statuses,
  unauthorized,
} from './emulated-answers.ts';
import { readSms } from './emulated-sms.ts';

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
  const batches = reportBatches();
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
        batches.add(sms.reportUrl, reportOf(sms, ids), sendWebhook);
        return answer(sms, ids, statuses.PENDING_ACCEPTED);
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

/** Sends the reports for one URL together, as Infobip does. */
function reportBatches() {
  const batches = new Map<string, object[]>();
  return {
    add: (url: string | undefined, report: object, sendWebhook: SendWebhook): void => {
      if (url === undefined) return;
      const batch = batches.get(url);
      if (batch !== undefined && batch.length < maxReports) return void batch.push(report);
      const results = [report];
      batches.set(url, results);
      const close = (): void => {
        if (batches.get(url) === results) batches.delete(url);
      };
      void sendWebhook(url, async () => {
        await delay(reportDelayMs);
        close();
        const headers = { 'content-type': 'application/json' };
        return { headers, body: JSON.stringify({ results }) };
      }).then(close);
    },
    clear: () => batches.clear(),
  };
}

function isAuthorized({ headers }: EmulatorRequest): boolean {
  return headers.authorization === `App ${config.apiKey}`;
}

export { startInfobipEmulator as startEmulator };
