import type { EmulatedMessage, EmulatorRequest } from '@sms-connectors/core/testing';
import type { ParsedConfig } from './config.ts';
import { partsOf } from './placeholders.ts';
import { bodyOf } from './request-texts.ts';
import { signatureVerifier } from './signature.ts';

/** What a request of a config says, or the status with which the gateway refuses it. */
export type ReadRequest =
  | {
      readonly message: Omit<EmulatedMessage, 'messageId' | 'at'>;
      /** The ID that the connector made, if the request has it. */
      readonly ownId: string | undefined;
    }
  | { readonly refusal: number };

/** Reads a request in the form that a config describes: the other way round of `prepareRequest`. */
export async function readRequest(
  config: ParsedConfig,
  request: EmulatorRequest,
): Promise<ReadRequest> {
  const { query = {}, headers = {}, signature } = config;
  const { pathname } = new URL((config.url ?? config.endpoint) as string);
  if (request.path !== pathname) return { refusal: 404 };
  if (request.method !== config.method) return { refusal: 405 };
  if (!isAuthorized(config, request)) return { refusal: 401 };
  const captured = new Map<string, unknown>();
  const { secrets = {} } = config;
  const match = matcher(secrets, captured);
  for (const [name, value] of Object.entries(headers)) {
    if (!match(value, request.headers[name.toLowerCase()])) return { refusal: 401 };
  }
  if (!match(query, Object.fromEntries(request.query))) return { refusal: 400 };
  if (config.method !== 'GET' && !match(bodyOf(config) ?? {}, bodyIn(config, request))) {
    return { refusal: 400 };
  }
  if (signature !== undefined) {
    const given = request.headers[signature.header.toLowerCase()];
    const isSigned = await signatureVerifier(signature)(String(given), request.body);
    if (!isSigned) return { refusal: 401 };
  }
  return { message: messageOf(config, captured), ownId: textOf(captured.get('messageId')) };
}

function isAuthorized(
  { authorization, username, password }: ParsedConfig,
  { headers }: EmulatorRequest,
): boolean {
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return headers.authorization === (authorization ?? (username === undefined ? undefined : basic));
}

function bodyIn({ format }: ParsedConfig, { body, headers }: EmulatorRequest): unknown {
  const [type] = (headers['content-type'] ?? '').split(';');
  if (format === 'form') {
    return type === 'application/x-www-form-urlencoded'
      ? Object.fromEntries(new URLSearchParams(body))
      : undefined;
  }
  try {
    return type === 'application/json' ? (JSON.parse(body) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

type Match = (wanted: unknown, given: unknown) => boolean;

/** Whether a value has the form of the config’s, which may lack what has placeholders. Captures their values. */
function matcher(secrets: Readonly<Record<string, string>>, captured: Map<string, unknown>): Match {
  const matchText = (wanted: string, given: unknown): boolean => {
    const parts = partsOf(wanted);
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'object' && only[0] !== 'secrets') {
      captured.set(only.join('.'), given);
      return given !== undefined;
    }
    const names: string[] = [];
    const source = parts.map((part) => {
      if (typeof part === 'string') return escaped(part);
      if (part[0] === 'secrets') return escaped(secrets[part.slice(1).join('.')] ?? '');
      names.push(part.join('.'));
      return '(.*)';
    });
    const found = new RegExp(`^${source.join('')}$`, 's').exec(textOf(given) ?? '\0');
    for (const [index, name] of names.entries()) captured.set(name, found?.[index + 1]);
    return found !== null;
  };
  const match: Match = (wanted, given) => {
    if (typeof wanted === 'string') return matchText(wanted, given);
    if (typeof wanted !== 'object' || wanted === null) return textOf(wanted) === textOf(given);
    if (typeof given !== 'object' || given === null) return false;
    const members = Object.entries(wanted);
    const known = new Set(members.map(([name]) => name));
    return (
      Object.keys(given).every((name) => known.has(name)) &&
      members.every(([name, each]) => {
        const own = (given as Readonly<Record<string, unknown>>)[name];
        return (own === undefined && mayLack(each)) || match(each, own);
      })
    );
  };
  return match;
}

/** Whether a message may leave the value out: it has placeholders of optional members. */
function mayLack(wanted: unknown): boolean {
  return (
    typeof wanted === 'string' &&
    partsOf(wanted).some(
      (part) => typeof part !== 'string' && !['to', 'text', 'secrets'].includes(part[0] ?? ''),
    )
  );
}

function messageOf(
  { numberFormat, countryCode = '', trunkPrefix = '' }: ParsedConfig,
  captured: ReadonlyMap<string, unknown>,
): Omit<EmulatedMessage, 'messageId' | 'at'> {
  const text = (name: string): string | undefined => textOf(captured.get(name));
  const number = text('to') ?? '';
  const validity = text('validitySeconds');
  const ip = text('requester.ip');
  const userId = text('requester.userId');
  const payload = captured.get('payload') as { readonly code?: unknown } | undefined;
  return {
    to: {
      e164: number,
      digits: `+${number}`,
      national: `+${countryCode}${number.slice(trunkPrefix.length)}`,
    }[numberFormat],
    from: 'Emulator',
    // Without a text, the gateway writes it.
    text: text('text') ?? text('payload.code') ?? textOf(payload?.code) ?? '',
    parameters: Object.fromEntries(
      [...captured].map(([name, value]) => [name, textOf(value) ?? JSON.stringify(value) ?? '']),
    ),
    validitySeconds: validity === undefined ? undefined : Number(validity),
    reference: text('reference') ?? text('messageId'),
    requester: ip === undefined && userId === undefined ? undefined : { ip, userId },
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
