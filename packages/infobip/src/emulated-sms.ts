import { asJsonObject, measureText } from '@sms-connectors/core';
import type { EmulatedMessage } from '@sms-connectors/core/testing';

/** One message of a request, as the emulator reads it. */
export interface EmulatedSms {
  /** What the emulator records of it. */
  readonly recorded: Omit<EmulatedMessage, 'messageId' | 'at'>;
  /** The destination as the request writes it. */
  readonly destination: string;
  readonly segments: number;
  readonly includesCount: boolean;
  readonly isTracked: boolean;
  readonly reportUrl: string | undefined;
  readonly callbackData: string | undefined;
}

export interface Violation {
  readonly property: string;
  readonly violation: string;
}

const secondsPerUnit: Readonly<Record<string, number>> = { SECONDS: 1, MINUTES: 60, HOURS: 3600 };
const longestValiditySeconds = 48 * 3600;

/**
 * Reads a request of one message to one destination.
 * @see https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages
 */
export function readSms(
  body: unknown,
): EmulatedSms | { readonly violations: readonly Violation[] } {
  const { messages, options } = asJsonObject(body) ?? {};
  const message = firstOf(messages);
  const destination = firstOf(message?.['destinations'])?.['to'];
  const text = asJsonObject(message?.['content'])?.['text'];
  const sender = message?.['sender'];
  const validity = asJsonObject(asJsonObject(message?.['options'])?.['validityPeriod']);
  const webhooks = asJsonObject(message?.['webhooks']);
  const delivery = asJsonObject(webhooks?.['delivery']);
  const { includeSmsCountInResponse, conversionTracking } = asJsonObject(options) ?? {};
  const { amount, timeUnit = 'MINUTES' } = validity ?? {};
  const unit = secondsPerUnit[String(timeUnit)];
  const callbackData = webhooks?.['callbackData'];

  const isValidity = Number.isInteger(amount) && Number(amount) > 0 && unit !== undefined;
  if (!isText(destination)) return violation('messages[0].destinations[0].to', 'must not be null');
  if (!isText(text)) return violation('messages[0].content.text', 'must not be null');
  if (!isText(sender)) return violation('messages[0].sender', 'must be a text');
  if (validity !== undefined && !isValidity) {
    return violation('messages[0].options.validityPeriod', 'must be a positive amount and a unit');
  }
  if (isText(callbackData) && callbackData.length > 4000) {
    return violation('messages[0].webhooks.callbackData', 'size must be between 0 and 4000');
  }
  const seconds = Number(amount) * (unit ?? 0);
  return {
    recorded: {
      to: `+${destination}`,
      from: sender,
      text,
      parameters: flatten({ ...message, ...(options !== undefined && { options }) }),
      ...(validity && { validitySeconds: Math.min(seconds, longestValiditySeconds) }),
    },
    destination,
    segments: measureText(text).segments,
    includesCount: includeSmsCountInResponse === true,
    isTracked: asJsonObject(conversionTracking)?.['useConversionTracking'] === true,
    reportUrl:
      isText(delivery?.['url']) && delivery['notify'] !== false ? delivery['url'] : undefined,
    callbackData: isText(callbackData) ? callbackData : undefined,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function violation(property: string, why: string): { readonly violations: readonly Violation[] } {
  return { violations: [{ property, violation: why }] };
}

function firstOf(list: unknown): Readonly<Record<string, unknown>> | undefined {
  return Array.isArray(list) ? asJsonObject(list[0]) : undefined;
}

/** The values of an object by their paths, such as `destinations.0.to`. */
function flatten(value: unknown, path = ''): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return { [path]: String(value) };
  const entries = Object.entries(value).map(([name, inner]) =>
    flatten(inner, path === '' ? name : `${path}.${name}`),
  );
  return Object.assign({}, ...entries) as Readonly<Record<string, string>>;
}
