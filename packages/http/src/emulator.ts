import { randomUUID } from 'node:crypto';
import { parseConfig } from '@sms-connectors/core';
import {
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type OutgoingWebhook,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import type { HttpConfig, ParsedConfig } from './config.ts';
import { http } from './connector.ts';
import { emulatedSecrets } from './emulated-secrets.ts';
import { keysOf } from './json-path.ts';
import { readRequest } from './read-request.ts';
import { signer } from './signature.ts';

/** A config without its templates: they do not change what the gateway understands. */
export type EmulatedConfig = Omit<HttpConfig, 'templates'>;

export interface HttpEmulatorOptions extends EmulatorOptions {
  /** The config of the connector, without its templates: the emulator understands the requests that it makes. */
  readonly config?: EmulatedConfig | undefined;
  /** Where the gateway sends delivery reports. */
  readonly deliveryReportUrl?: string | undefined;
}

export interface HttpEmulator extends Emulator {
  /** For the connector: `http({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: EmulatedConfig;
  /** Understands the requests of another config from now on. Returns it with made-up secrets, for the connector. */
  readonly configFor: (config: Readonly<Record<string, unknown>>) => EmulatedConfig | undefined;
}

/** The gateway that is emulated if no config is given. */
const exampleGateway = {
  url: 'https://sms.example.com/v1/messages',
  authorization: 'Bearer emulated-token',
  body: {
    to: '{{to}}',
    text: '{{text}}',
    reference: '{{reference}}',
    validity: '{{validitySeconds}}',
    requester: { ip: '{{requester.ip}}', userId: '{{requester.userId}}' },
  },
  answer: {
    acceptedStatuses: [202],
    accepted: { status: ['queued'] },
    messageId: 'id',
    errorCode: 'error',
    errorCodes: { INVALID_NUMBER: 'invalid_recipient', NO_CREDIT: 'insufficient_balance' },
  },
  reports: {
    messageId: 'id',
    status: 'status',
    statuses: { delivered: 'delivered', failed: 'undelivered' },
    token: 'emulated-report-token',
  },
} as const satisfies EmulatedConfig;

/**
 * Starts a gateway on loopback that understands the requests of one config. It checks the method, the path, credentials
 * and all fixed members, and answers so that the config accepts it.
 */
export async function startHttpEmulator({
  config: given,
  deliveryReportUrl,
  ...options
}: HttpEmulatorOptions = {}): Promise<HttpEmulator> {
  const config: EmulatedConfig = given ?? exampleGateway;
  let current = parsed(config);

  const emulator = await startEmulator(
    {
      answer: async (request, record, { sendWebhook }) => {
        const gateway = current;
        const read = await readRequest(gateway, request);
        if ('refusal' in read) return { status: read.refusal, body: {} };
        const messageId = randomUUID();
        record({ ...read.message, messageId, at: new Date() });
        // A gateway that gives no ID reports the one that it got.
        const reported = gateway.answer?.messageId === undefined ? read.ownId : undefined;
        void sendReport(gateway, reported ?? messageId, deliveryReportUrl, sendWebhook);
        return acceptance(gateway, messageId);
      },
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: {},
      }),
    },
    options,
  );
  return {
    ...emulator,
    config,
    configFor: (other) => {
      const { templates: _, ...own } = emulatedSecrets(other);
      try {
        current = parsed(own);
        return own;
      } catch {
        // The connector will say what is wrong with it.
        return undefined;
      }
    },
  };
}

export { startHttpEmulator as startEmulator };

function parsed(config: EmulatedConfig): ParsedConfig {
  const templates = [{ usageType: 'Generic', content: '{{code}}', id: 'id' }];
  return parseConfig(http, { ...config, templates });
}

/** The answer that the config takes for a success. */
function acceptance({ answer = {} }: ParsedConfig, id: string): EmulatorAnswer {
  const { acceptedStatuses = [200], accepted = {}, messageId } = answer;
  const wanted = Object.entries(accepted).map(([path, [value = '']]) => [path, value] as const);
  const members = [...wanted, ...(messageId === undefined ? [] : [[messageId, id] as const])];
  const whole = members.find(([path]) => path === '$');
  return {
    status: acceptedStatuses[0] ?? 200,
    body: whole?.[1] ?? (members.reduce<unknown>(withMember, {}) as object),
  };
}

function withMember(body: unknown, [path, value]: readonly [string, string]): unknown {
  return placed(body, keysOf(path), value);
}

/** A copy of a JSON value with another at a path. */
function placed(at: unknown, [key, ...rest]: readonly string[], value: string): unknown {
  if (key === undefined) return value;
  if (/^\d+$/.test(key)) {
    const list: readonly unknown[] = Array.isArray(at) ? at : [];
    return Object.assign([...list], { [key]: placed(list[Number(key)], rest, value) });
  }
  const members = Object(at) as Readonly<Record<string, unknown>>;
  return { ...members, [key]: placed(members[key], rest, value) };
}

/** Reports that the message was delivered, in the first word that the config has for it. */
async function sendReport(
  { reports }: ParsedConfig,
  messageId: string,
  url: string | undefined,
  sendWebhook: SendWebhook,
): Promise<void> {
  const [status] = Object.entries(reports?.statuses ?? {}).find(
    ([, state]) => state === 'delivered',
  ) ?? [undefined];
  if (reports === undefined || status === undefined) return;
  await sendWebhook(url, (target) => reportRequest(reports, target, { messageId, status }));
}

async function reportRequest(
  reports: NonNullable<ParsedConfig['reports']>,
  target: string,
  { messageId, status }: { readonly messageId: string; readonly status: string },
): Promise<OutgoingWebhook> {
  const { format, token, tokenHeader, signature } = reports;
  const url = new URL(target);
  const headers: Record<string, string> = {};
  if (token !== undefined && tokenHeader === undefined) url.searchParams.set('token', token);
  if (token !== undefined && tokenHeader !== undefined) headers[tokenHeader] = token;
  const pairs = [
    [reports.messageId, messageId],
    [reports.status, status],
  ] as const;
  if (format === 'query') {
    for (const [name, value] of pairs) url.searchParams.set(name, value);
    return { method: 'GET', url: url.href, headers };
  }
  const isJson = format === 'json';
  const body = isJson
    ? JSON.stringify(pairs.reduce<unknown>(withMember, {}))
    : new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
  headers['content-type'] = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
  if (signature !== undefined) headers[signature.header] = await signer(signature)(body);
  return { url: url.href, headers, body };
}
