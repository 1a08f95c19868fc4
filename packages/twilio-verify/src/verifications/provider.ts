import {
  type ConnectContext,
  ConnectorError,
  defineConnector,
  type FailedAnswer,
  type HttpLimits,
  type HttpRequest,
  type HttpResponse,
  type InferInput,
  parseJsonObject,
  type ProviderAnswer,
  usageTypes,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { codeParameter, defaultTemplate, fields, rules, templatesSchema } from '../config.ts';
import { readFailure } from '../errors.ts';
import { manifest } from '../manifest.ts';
import { verifyConfig } from '../verify-config.ts';
import {
  classify,
  isVerificationSid,
  postTo,
  verificationParameters,
  verifyService,
} from '../verify-service.ts';

/** The connector's config, whose templates are optional here and have no code: Twilio makes it. */
const configSchema = z
  .strictObject({
    ...fields,
    templates: z._default(
      z.pipe(
        templatesSchema,
        z.transform((templates) =>
          templates.map((template) => ({
            ...template,
            parameters: template.parameters.filter(({ name }) => name !== codeParameter),
          })),
        ),
      ),
      usageTypes.map((usageType) => ({ templateId: defaultTemplate, usageType, parameters: [] })),
    ),
  })
  .check(...rules);

export type TwilioVerificationsConfig = InferInput<typeof configSchema>;

/** A verification as Twilio describes it, or that it has none of this name. */
export type ProviderVerification =
  | {
      readonly sid: string;
      readonly status: string;
      readonly to: string;
      readonly createdAt: number | undefined;
      /** When its messages were sent. */
      readonly sentAt: readonly number[];
    }
  | 'not_found'
  | 'too_many_checks';

/** The calls besides the one that sends a code. @throws `ConnectorError` if Twilio answers neither yes nor no */
export interface Provider {
  readonly fetch: (sid: string, signal?: AbortSignal) => Promise<ProviderVerification>;
  readonly check: (
    target: { readonly VerificationSid: string } | { readonly To: string },
    code: string,
  ) => Promise<ProviderVerification>;
  readonly cancel: (sid: string) => Promise<ProviderVerification>;
  /** When the code was made that was sent last to this verification; each answer is told once. */
  readonly takeCreatedAt: (sid: string) => number | undefined;
}

/** Sends codes that Twilio makes. `send` works as that of every connector. */
export const makeProvider = defineConnector({
  manifest,
  configSchema,
  baseUrl: () => 'https://verify.twilio.com',
  connect: connection,
});

function connection(config: z.output<typeof configSchema>, context: ConnectContext) {
  const service = verifyService(config, context);
  // A receipt has no place for it.
  const createdAt = new Map<string, number>();
  const ask = async (
    request: HttpRequest,
    limits: HttpLimits,
    signal?: AbortSignal,
  ): Promise<ProviderVerification> => {
    const response = await service.http({ ...request, ...limits, signal });
    if ('failure' in response) {
      const { failure: code, sent, reason: transportReason } = response;
      throw failed({ outcome: sent ? 'unknown' : 'rejected', code }, { transportReason });
    }
    const { status: httpStatus } = response;
    if (httpStatus >= 200 && httpStatus < 300) return readVerification(response.body);
    const failure = readFailure(response);
    if (httpStatus === 404) return 'not_found';
    if (failure.providerCode === '60202') return 'too_many_checks';
    throw failed(failure, { httpStatus });
  };
  const provider = (limits: HttpLimits): Provider => ({
    fetch: (sid, signal) => {
      const { authorization, url } = service;
      const headers = { authorization };
      return ask({ method: 'GET', url: `${url}/Verifications/${sid}`, headers }, limits, signal);
    },
    check: (target, code) =>
      ask(postTo(service, 'VerificationCheck', { ...target, Code: code }), limits),
    cancel: (sid) => ask(postTo(service, `Verifications/${sid}`, { Status: 'canceled' }), limits),
    takeCreatedAt: (sid) => {
      const time = createdAt.get(sid);
      createdAt.delete(sid);
      return time;
    },
  });
  return {
    request: (message: Parameters<typeof verificationParameters>[0]) =>
      postTo(service, 'Verifications', verificationParameters(message, config)),
    classify: (response: HttpResponse): ProviderAnswer => {
      const answer = classify(response);
      const time = timeIn(parseJsonObject(response.body)?.['date_created']);
      if (answer.outcome === 'accepted' && answer.messageId !== undefined && time !== undefined) {
        createdAt.set(answer.messageId, time);
      }
      return answer;
    },
    verifyConfig: (limits: HttpLimits) =>
      verifyConfig(service, config, limits, { needsCustomCodes: false }),
    extras: { provider },
  };
}

function readVerification(body: string): Exclude<ProviderVerification, string> {
  const { sid, status, to, date_created, send_code_attempts } = parseJsonObject(body) ?? {};
  if (!isVerificationSid(sid) || typeof status !== 'string' || typeof to !== 'string') {
    throw failed({ outcome: 'unknown', code: 'invalid_response' });
  }
  const attempts: readonly unknown[] = Array.isArray(send_code_attempts) ? send_code_attempts : [];
  const sentAt = attempts.map(
    (attempt) => timeIn((Object(attempt) as { time?: unknown }).time) ?? 0,
  );
  return { sid, status, to, createdAt: timeIn(date_created), sentAt };
}

/** A time in ISO 8601 or RFC 2822, in milliseconds since 1970. */
function timeIn(text: unknown): number | undefined {
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

function failed(
  { outcome, code, retryAfterMs, providerCode, requestId, docsUrl }: FailedAnswer,
  facts: Pick<ConnectorError['provider'], 'httpStatus' | 'transportReason'> = {},
): ConnectorError {
  const provider = { id: manifest.id, code: providerCode, requestId, docsUrl, ...facts };
  return new ConnectorError({ code, outcome, retryAfterMs, provider });
}
