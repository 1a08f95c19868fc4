import type { RenderedMessage } from '../connector/connector-definition.ts';
import type { Manifest, Message, OptionalMember } from '../contract.ts';
import type { ErrorCode } from '../errors/error-codes.ts';
import { withAutofill } from '../text/autofill.ts';
import type { ChooseTemplate } from '../text/choose-template.ts';
import { acceptedValues, type RenderedTemplate } from '../text/compiled-template.ts';
import { measureText, type TextMeasure } from '../text/measure-text.ts';
import type { Template } from '../text/template-types.ts';
import { canonicalUsageType, type UsageType, usageTypes } from '../usage-types/usage-types.ts';
import { maskRecipient, type ParseRecipient } from './recipient.ts';

export interface Rendering<SomeTemplate extends Template> {
  readonly message: RenderedMessage<SomeTemplate>;
  /** Absent if the provider writes the text. */
  readonly measure?: TextMeasure | undefined;
  /** Members that this provider cannot honour. */
  readonly ignored: readonly OptionalMember[];
}

/** Ends the send: nothing was sent. */
export type Refuse = (code: ErrorCode, detail?: string) => never;

export interface RenderContext<SomeTemplate extends Template> {
  readonly manifest: Manifest;
  readonly chooseTemplate: ChooseTemplate<SomeTemplate>;
  readonly parseRecipient: ParseRecipient;
}

/** Recipient, template, text: everything of a message that is known before the connector makes a request. */
export function renderMessage<SomeTemplate extends Template>(
  { manifest, chooseTemplate, parseRecipient }: RenderContext<SomeTemplate>,
  message: Message,
  refuse: Refuse,
): Rendering<SomeTemplate> {
  const { capabilities } = manifest;
  if (typeof message !== 'object' || message === null) {
    return refuse('invalid_message', 'the message must be an object.');
  }
  const { payload, expiresAt, requester, reference, autofill } = message;
  const locale = typeof message.locale === 'string' ? message.locale : undefined;

  const recipient = parseRecipient(message.to);
  if ('problem' in recipient) {
    return refuse('invalid_recipient', `to (${maskRecipient(message.to)}) ${recipient.problem}.`);
  }
  if (typeof payload !== 'object' || payload === null) {
    return refuse(
      'invalid_message',
      "payload must be an object of placeholder values, like { code: '…' }.",
    );
  }
  const expiry = expiresAt === undefined ? undefined : expiryOf(expiresAt, refuse);
  if (requester !== undefined) checkRequester(requester, refuse);
  if (reference !== undefined) checkReference(reference, manifest, refuse);

  const usageType = knownUsageType(message.usageType);
  if (usageType === undefined) {
    return refuse('invalid_message', `usageType must be one of ${usageTypes.join(', ')}.`);
  }
  const choice = chooseTemplate(usageType, locale);
  if (choice === undefined) {
    return refuse('template_not_found', `the config has no template for ${usageType}.`);
  }
  const rendered = withLines(
    renderedOrRefused(choice.render(payload), usageType, refuse),
    message,
    refuse,
  );
  const measure = 'text' in rendered ? measureText(rendered.text) : undefined;
  if ('text' in rendered && measure !== undefined) {
    checkLength(rendered.text, measure, manifest, refuse);
  }

  const ignored: OptionalMember[] = [];
  if (expiry !== undefined && capabilities.validitySeconds === undefined) ignored.push('expiresAt');
  if (requester !== undefined && capabilities.requester !== true) ignored.push('requester');
  if (reference !== undefined && capabilities.reference === undefined) ignored.push('reference');
  if (autofill !== undefined && !('text' in rendered)) ignored.push('autofill');
  return {
    message: {
      to: recipient.e164,
      usageType,
      payload,
      locale,
      expiresAt: expiry,
      validitySeconds: expiry && validitySecondsOf(expiry, manifest),
      requester: capabilities.requester === true ? requester : undefined,
      reference: capabilities.reference === undefined ? undefined : reference,
      template: choice.template,
      ...rendered,
      ...(measure && { encoding: measure.encoding }),
      // The kind of content follows from the kind of template, which the compiler cannot see.
    } as unknown as RenderedMessage<SomeTemplate>,
    measure,
    ignored,
  };
}

type Content = Exclude<
  RenderedTemplate,
  { readonly missing: string } | { readonly lost: string } | { readonly refused: object }
>;

function withLines(
  content: Content,
  { autofill, payload }: Pick<Message, 'autofill' | 'payload'>,
  refuse: Refuse,
): Content {
  if (autofill === undefined || !('text' in content)) return content;
  const { code } = payload as { readonly code?: unknown };
  const result = withAutofill(content.text, autofill, code);
  return 'problem' in result ? refuse('invalid_message', result.problem) : result;
}

function renderedOrRefused(
  rendered: RenderedTemplate,
  usageType: UsageType,
  refuse: Refuse,
): Content {
  if ('lost' in rendered) {
    const detail = `the template for ${usageType} has no {{${rendered.lost}}}, so the person would not get the ${rendered.lost}.`;
    return refuse('template_invalid', detail);
  }
  if ('missing' in rendered) {
    const detail = `payload.${rendered.missing} must be a text or a number: the template for ${usageType} needs it.`;
    return refuse('invalid_message', detail);
  }
  if ('refused' in rendered) {
    const { name } = rendered.refused;
    const detail = `the value of the template parameter ${name} must be ${acceptedValues(rendered.refused)}.`;
    return refuse('invalid_message', detail);
  }
  return rendered;
}

function checkLength(
  text: string,
  { segments }: TextMeasure,
  { name, capabilities: { maxCharacters, maxSegments } }: Manifest,
  refuse: Refuse,
): void {
  if (text.length > maxCharacters) {
    const detail = `the text has ${text.length} characters; ${name} accepts ${maxCharacters}.`;
    refuse('content_rejected', detail);
  }
  if (maxSegments !== undefined && segments > maxSegments) {
    refuse(
      'content_rejected',
      `the text has ${segments} segments; ${name} accepts ${maxSegments}.`,
    );
  }
}

function knownUsageType(name: unknown): UsageType | undefined {
  if (typeof name !== 'string') return undefined;
  const canonical = canonicalUsageType(name as UsageType);
  return usageTypes.includes(canonical) ? canonical : undefined;
}

// A date and time with its offset: without one, the time would depend on the machine.
const iso8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;

function expiryOf(expiresAt: unknown, refuse: Refuse): Date {
  const isText = typeof expiresAt === 'string' && iso8601.test(expiresAt);
  const date = expiresAt instanceof Date ? expiresAt : new Date(isText ? expiresAt : Number.NaN);
  if (Number.isNaN(date.getTime())) {
    return refuse(
      'invalid_message',
      'expiresAt must be a Date, or a text in ISO 8601 with its offset, like 2026-01-31T09:30:00Z.',
    );
  }
  if (date.getTime() <= Date.now()) return refuse('invalid_message', 'expiresAt has passed.');
  return date;
}

function validitySecondsOf(expiry: Date, { capabilities }: Manifest): number | undefined {
  const range = capabilities.validitySeconds;
  const seconds = Math.floor((expiry.getTime() - Date.now()) / 1000);
  return range && Math.min(range.max, Math.max(range.min, seconds));
}

function checkRequester(requester: unknown, refuse: Refuse): void {
  const { ip, userId } = Object(requester) as Readonly<Record<string, unknown>>;
  if (
    typeof requester !== 'object' ||
    requester === null ||
    !isTextOrAbsent(ip) ||
    !isTextOrAbsent(userId)
  ) {
    refuse(
      'invalid_message',
      'requester must be an object with an ip, a userId, or both as texts.',
    );
  }
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || (typeof value === 'string' && value.isWellFormed());
}

function checkReference(
  reference: unknown,
  { name, capabilities }: Manifest,
  refuse: Refuse,
): void {
  if (typeof reference !== 'string' || reference === '' || !reference.isWellFormed()) {
    return refuse(
      'invalid_message',
      'reference must be a text that is not empty and has no lone surrogates.',
    );
  }
  const { maxCharacters = Infinity } = capabilities.reference ?? {};
  if (reference.length > maxCharacters) {
    refuse(
      'invalid_message',
      `reference is too long; ${name} accepts ${maxCharacters} characters.`,
    );
  }
}
