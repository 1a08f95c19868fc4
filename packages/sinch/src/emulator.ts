import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { measureText, parseJsonObject } from '@sms-connectors/core';
import {
  type EmulatedMessage,
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  type EmulatorRequest,
  type EmulatorTools,
  type SendWebhook,
  startEmulator,
} from '@sms-connectors/core/testing';
import { emulatedTokens } from './emulated-tokens.ts';

/** The emulated service plan and its settings. */
export interface SinchServicePlan {
  readonly servicePlanId: string;
  readonly apiToken: string;
  /** The sender of the messages that name none. */
  readonly defaultOriginator?: string | undefined;
  /** The HMAC secret, which signs callbacks. */
  readonly webhookSecret: string;
}

/** The emulated project, which sends with access tokens. The settings of the service plan are also its own. */
export interface SinchProject {
  readonly projectId: string;
  readonly keyId: string;
  readonly keySecret: string;
}

export interface SinchEmulatorOptions extends EmulatorOptions {
  /** Replaces the made-up values. */
  readonly servicePlan?: Partial<SinchServicePlan> | undefined;
  /** Replaces the made-up values. */
  readonly project?: Partial<SinchProject> | undefined;
  /** The delivery reports of each message; by default `Queued`, `Dispatched`, then `Delivered`. */
  readonly deliveryEvents?: readonly DeliveryEvent[] | undefined;
}

export interface DeliveryEvent {
  readonly status: string;
  readonly code: number;
}

export interface SinchEmulator extends Emulator {
  /** For the connector: `sinch({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: Pick<SinchServicePlan, 'servicePlanId' | 'apiToken' | 'webhookSecret'> & {
    readonly from: string;
    readonly feedbackEnabled: boolean;
  };
  /** The same with the access key of the project, instead of the service plan. */
  readonly projectConfig: Omit<SinchEmulator['config'], 'servicePlanId' | 'apiToken'> &
    SinchProject;
  readonly servicePlan: SinchServicePlan;
}

const emulatedPlan: SinchServicePlan = {
  servicePlanId: 'emulated-service-plan',
  apiToken: 'emulated-api-token',
  webhookSecret: 'emulated-webhook-secret',
};

const emulatedProject: SinchProject = {
  projectId: 'emulated-project',
  keyId: 'emulated-key-id',
  keySecret: 'emulated-key-secret',
};

const passing: readonly DeliveryEvent[] = [
  { status: 'Queued', code: 400 },
  { status: 'Dispatched', code: 401 },
  { status: 'Delivered', code: 0 },
];

/**
 * Starts the batches of the Sinch SMS API on loopback. It checks credentials and members, and answers as Sinch does.
 * @see https://developers.sinch.com/docs/sms/api-reference/sms/tag/Batches/
 */
export async function startSinchEmulator({
  servicePlan: given,
  project: givenProject,
  deliveryEvents = passing,
  ...options
}: SinchEmulatorOptions = {}): Promise<SinchEmulator> {
  const servicePlan = { ...emulatedPlan, ...given };
  const { servicePlanId, apiToken, webhookSecret } = servicePlan;
  const project = { ...emulatedProject, ...givenProject };
  const tokens = emulatedTokens(project);
  const awaitingFeedback = new Set<string>();

  const send = (
    { body }: EmulatorRequest,
    record: (message: EmulatedMessage) => void,
    sendWebhook: SendWebhook,
  ): EmulatorAnswer => {
    const read = readBatch(servicePlan, body);
    if ('refusal' in read) return read.refusal;
    const { members } = read;
    const batch = batchAnswer(members);
    record({
      messageId: batch.id,
      to: `+${batch.to[0]}`,
      from: members.from ?? servicePlan.defaultOriginator ?? '',
      text: members.body,
      at: new Date(batch.created_at),
      parameters: Object.fromEntries(
        Object.entries(members).map(([name, value]) => [name, String(value)]),
      ),
      validitySeconds:
        members.expire_at === undefined ? undefined : secondsUntil(members.expire_at),
      reference: members.client_reference,
    });
    if (members.feedback_enabled === true) awaitingFeedback.add(batch.id);
    void sendReports(webhookSecret, batch, deliveryEvents, sendWebhook);
    return { status: 201, body: batch };
  };

  const takeFeedback = (
    messageId: string,
    { body }: EmulatorRequest,
    recordConversion: EmulatorTools['recordConversion'],
  ): EmulatorAnswer => {
    if (!Array.isArray(parseJsonObject(body)?.['recipients'])) {
      return refusal(400, 'syntax_constraint_violation', 'recipients: is required');
    }
    if (!awaitingFeedback.has(messageId)) return { status: 404, body: '' };
    recordConversion({ messageId, used: true });
    return { status: 202, body: '' };
  };

  /** Whether a request to a service plan or a project may go on. */
  const checkToken = (owner: string, { headers }: EmulatorRequest): EmulatorAnswer | 'valid' => {
    const [, token = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    const isApiToken = owner === servicePlanId && token === apiToken;
    const state = owner === project.projectId ? tokens.stateOf(token) : 'unknown';
    if (isApiToken || state === 'valid') return 'valid';
    return { status: 401, headers: state === 'expired' ? expired : {}, body: '' };
  };

  const emulator = await startEmulator(
    {
      answer: (request, record, { recordConversion, sendWebhook }) => {
        const { method } = request;
        const path = request.path.replace(/\?.*$/, '');
        if (method === 'POST' && path === '/oauth2/token') return tokens.issue(request);
        const [, owner = '', rest] = /^\/xms\/v1\/([^/]+)\/(.*)$/.exec(path) ?? [];
        const checked = checkToken(owner, request);
        if (checked !== 'valid') return checked;
        const route = `${method} ${rest}`;
        if (route === 'POST batches') return send(request, record, sendWebhook);
        if (route === 'POST batches/dry_run') return dryRun(servicePlan, request);
        const [, id] = /^POST batches\/(\w+)\/delivery_feedback$/.exec(route) ?? [];
        return id === undefined
          ? { status: 404, body: '' }
          : takeFeedback(id, request, recordConversion);
      },
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: '',
      }),
      reset: () => {
        awaitingFeedback.clear();
        tokens.reset();
      },
    },
    options,
  );
  const settings = { webhookSecret, from: '+12025550100', feedbackEnabled: true };
  return {
    ...emulator,
    servicePlan,
    config: { servicePlanId, apiToken, ...settings },
    projectConfig: { ...project, ...settings },
  };
}

// As Sinch's library is tested:
// https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/tests/client/api-fetch-client.test.ts
const expired = {
  'www-authenticate': 'Bearer realm="sinch", error="invalid_token", error_description="expired"',
};

export { startSinchEmulator as startEmulator };

/** Only the statuses 400 and 403 have a body: https://github.com/sinch/docs/blob/master/docs/sms/sms-guide.md */
function refusal(status: 400 | 403, code: string, text: string): EmulatorAnswer {
  return { status, body: { code, text } };
}

function dryRun(servicePlan: SinchServicePlan, { body }: EmulatorRequest): EmulatorAnswer {
  const read = readBatch(servicePlan, body);
  if ('refusal' in read) return read.refusal;
  const { to, body: text } = read.members;
  const number_of_messages = to.length * measureText(text).segments;
  return { status: 200, body: { number_of_recipients: to.length, number_of_messages } };
}

interface Members {
  readonly to: readonly string[];
  readonly body: string;
  readonly from?: string;
  readonly type?: string;
  readonly delivery_report?: string;
  readonly callback_url?: string;
  readonly expire_at?: string;
  readonly client_reference?: string;
  readonly feedback_enabled?: boolean;
}

type ReadBatch = { readonly members: Members } | { readonly refusal: EmulatorAnswer };

function readBatch({ defaultOriginator }: SinchServicePlan, body: string): ReadBatch {
  const members = parseJsonObject(body);
  const known = members !== undefined && Object.keys(members).every((name) => name in rules);
  if (!known) return { refusal: refusal(400, 'syntax_invalid_json', 'Invalid JSON') };
  const required = defaultOriginator === undefined ? ['to', 'body', 'from'] : ['to', 'body'];
  const missing = required.find((name) => members[name] === undefined);
  if (missing !== undefined) {
    const text = `${missing}: is required`;
    return { refusal: refusal(400, 'syntax_constraint_violation', text) };
  }
  for (const [name, { code, isValid }] of Object.entries(rules)) {
    if (members[name] === undefined || isValid(members[name])) continue;
    return { refusal: refusal(400, code, `${name}: is invalid`) };
  }
  if ((members['delivery_report'] ?? 'none') !== 'none' && members['callback_url'] === undefined) {
    return { refusal: refusal(403, 'missing_callback_url', 'No callback URL') };
  }
  return { members: members as unknown as Members };
}

interface Rule {
  readonly code: 'syntax_invalid_parameter_format' | 'syntax_constraint_violation';
  readonly isValid: (value: unknown) => boolean;
}

const format = 'syntax_invalid_parameter_format';
const constraint = 'syntax_constraint_violation';
const reportTypes: ReadonlySet<unknown> = new Set([
  'none',
  'summary',
  'full',
  'per_recipient',
  'per_recipient_final',
]);

/** What Sinch says about each member that the emulator knows. It takes one recipient. */
const rules: Readonly<Record<keyof Members, Rule>> = {
  to: {
    code: format,
    isValid: (value) => Array.isArray(value) && value.length === 1 && isNumber(value[0]),
  },
  body: { code: constraint, isValid: (value) => isText(value, 2000) },
  from: { code: format, isValid: (value) => isNumber(value) || isText(value, 11) },
  type: { code: constraint, isValid: (value) => value === 'mt_text' },
  delivery_report: { code: constraint, isValid: (value) => reportTypes.has(value) },
  callback_url: { code: format, isValid: (value) => isText(value, 2048) && URL.canParse(value) },
  expire_at: { code: constraint, isValid: (value) => isText(value, 64) && isWithin3Days(value) },
  client_reference: { code: constraint, isValid: (value) => isText(value, 2048) },
  feedback_enabled: { code: format, isValid: (value) => typeof value === 'boolean' },
};

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

/** With a plus sign or without one. */
function isNumber(value: unknown): boolean {
  return typeof value === 'string' && /^\+?[1-9]\d{6,14}$/.test(value);
}

function isWithin3Days(time: string): boolean {
  const seconds = secondsUntil(time);
  return seconds > 0 && seconds <= 259_200;
}

function secondsUntil(time: string): number {
  return Math.round((Date.parse(time) - Date.now()) / 1000);
}

function batchAnswer(members: Members) {
  const time = new Date().toISOString();
  return {
    ...members,
    id: `01${randomBytes(12).toString('hex').toUpperCase()}`,
    // Without a plus sign, even if it was sent with one.
    to: members.to.map(withoutPlus),
    ...(members.from !== undefined && { from: withoutPlus(members.from) }),
    type: 'mt_text',
    canceled: false,
    created_at: time,
    modified_at: time,
    delivery_report: members.delivery_report ?? 'none',
  };
}

function withoutPlus(number: string): string {
  return number.replace(/^\+(?=\d+$)/, '');
}

/**
 * Sends signed reports. Unlike Sinch, it does not retry.
 * @see https://developers.sinch.com/docs/sms/api-reference/sms/tag/Webhooks/
 */
async function sendReports(
  webhookSecret: string,
  { id, to, callback_url: url, client_reference, delivery_report }: ReturnType<typeof batchAnswer>,
  events: readonly DeliveryEvent[],
  sendWebhook: SendWebhook,
): Promise<void> {
  if (delivery_report !== 'per_recipient') return;
  for (const { status, code } of events) {
    await sendWebhook(url, () => {
      const body = JSON.stringify({
        type: 'recipient_delivery_report_sms',
        batch_id: id,
        recipient: to[0],
        code,
        status,
        at: new Date().toISOString(),
        ...(client_reference !== undefined && { client_reference }),
      });
      return { headers: signedHeaders(webhookSecret, body), body };
    });
  }
}

function signedHeaders(secret: string, body: string): Readonly<Record<string, string>> {
  const nonce = randomUUID();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signed = `${body}.${nonce}.${timestamp}`;
  return {
    'content-type': 'application/json',
    'x-sinch-webhook-signature': createHmac('sha256', secret).update(signed).digest('base64'),
    'x-sinch-webhook-signature-algorithm': 'HmacSHA256',
    'x-sinch-webhook-signature-nonce': nonce,
    'x-sinch-webhook-signature-timestamp': timestamp,
  };
}
