import type {
  ApprovedTemplate,
  HttpRequest,
  RejectedAnswer,
  RenderedMessage,
} from '@sms-connectors/core';
import { renderTemplate } from '@sms-connectors/core';
import type { HttpTemplate, ParsedConfig } from './config.ts';
import { valueAt } from './json-path.ts';
import { writeNumber } from './number-format.ts';
import { partsOf } from './placeholders.ts';
import { bodyOf } from './request-texts.ts';
import { signer } from './signature.ts';

export type Message = RenderedMessage<HttpTemplate | ApprovedTemplate>;

/** A request that remembers the ID that was made for its message. */
export interface OwnRequest extends HttpRequest {
  readonly messageId: string;
}

/** Prepares the requests that a config describes. */
export function prepareRequest(
  config: ParsedConfig,
  target: string,
): (message: Message) => OwnRequest | RejectedAnswer | Promise<OwnRequest> {
  const { method, query = {}, headers = {}, format, secrets = {}, signature } = config;
  const hasBody = method !== 'GET';
  const body = bodyOf(config) ?? {};
  const fixed = {
    ...(hasBody && { 'content-type': contentTypes[format] }),
    ...authorizationOf(config),
  };
  const sign = signature && {
    header: signature.header.toLowerCase(),
    of: signer(signature),
  };

  return (message) => {
    const to = writeNumber(message.to, config);
    if (to === undefined) return foreignNumber;
    const messageId = crypto.randomUUID();
    const values = valuesOf(message, { to, messageId, secrets });
    const missing = new Set<string>();
    const fill = filler(values, missing);
    const request = {
      method,
      url: target + queryOf(fill(query)),
      headers: { ...fixed, ...headersOf(fill(headers)) },
      ...(hasBody && { body: write[format](fill(body)) }),
      messageId,
    };
    const wanted = [...missing].find(isRequired);
    if (wanted !== undefined) return missingValue(wanted);
    if (sign === undefined) return request;
    return sign
      .of(request.body ?? '')
      .then((signed) => ({ ...request, headers: { ...request.headers, [sign.header]: signed } }));
  };
}

const contentTypes = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
} as const;

function authorizationOf({
  authorization,
  username,
  password,
}: ParsedConfig): Readonly<Record<string, string>> {
  if (authorization !== undefined) return { authorization };
  if (username === undefined) return {};
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return { authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

type Values = Readonly<Record<string, unknown>>;

function valuesOf(message: Message, own: Values): Values {
  const { usageType, payload, locale, requester, reference, validitySeconds } = message;
  const { template } = message;
  return {
    ...own,
    usageType,
    payload,
    locale,
    requester,
    reference,
    validitySeconds,
    ...('text' in message && { text: message.text }),
    ...('id' in template && { templateId: template.id }),
  };
}

/** Without the others, only what they are in is left out. */
function isRequired(name: string): boolean {
  return name === 'payload' || name.startsWith('payload.');
}

function missingValue(name: string): RejectedAnswer {
  const advice = `Add \`${name}\` to the message: the request needs it.`;
  return { outcome: 'rejected', code: 'invalid_message', advice };
}

const foreignNumber: RejectedAnswer = {
  outcome: 'rejected',
  code: 'region_blocked',
  advice: 'The config writes numbers without a country code, and the number is of another country.',
};

/** A JSON value with its placeholders filled in; `undefined` where one has no value. */
function filler(values: Values, missing: Set<string>): (value: unknown) => unknown {
  const fillText = (text: string): unknown => {
    const parts = partsOf(text);
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'object') {
      const value = valueAt(values, only);
      if (typeof value === 'object' && value !== null) return value;
      if (typeof value === 'number' && Number.isFinite(value)) return value;
    }
    const rendered = renderTemplate(parts, values);
    if ('text' in rendered) return rendered.text;
    missing.add(rendered.missing);
    return undefined;
  };
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return fillText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(fill).filter((each) => each !== undefined);
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, each]) => [name, fill(each)] as const)
        .filter(([, each]) => each !== undefined),
    );
  };
  return fill;
}

const write = {
  json: (body: unknown): string => JSON.stringify(body),
  form: (body: unknown): string =>
    new URLSearchParams(
      Object.entries(body as object).map(([name, value]) => [name, asText(value)]),
    ).toString(),
} as const;

// `%20` for a space: some servers take the `+` of forms as it is.
function queryOf(query: unknown): string {
  const pairs = Object.entries(query as object).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(asText(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** A header has ASCII only; what else a value has is percent-encoded. */
function headersOf(headers: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers as object).map(([name, value]) => [
      name.toLowerCase(),
      asText(value).replaceAll(/[^\t\x20-\x7E]+/g, encodeURIComponent),
    ]),
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
