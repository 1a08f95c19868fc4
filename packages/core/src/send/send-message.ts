import type { ChooseTemplate } from '../text/choose-template.ts';
import { ConnectorError, type ConnectorErrorFacts } from '../errors/connector-error.ts';
import type { Manifest, Message, Receipt, SendOptions } from '../contract.ts';
import type {
  AcceptedAnswer,
  ProviderAnswer,
  ProviderConnection,
  FailedAnswer,
  RenderedMessage,
  Template,
} from '../connector/connector-definition.ts';
import { failures } from '../http/failures.ts';
import { isTimeout, timeoutProblem } from '../http/limits.ts';
import { invalidHttpResult, isHttpResult } from '../http/validate-http-result.ts';
import { meanings } from '../errors/error-codes.ts';
import type { Http, HttpFailure, HttpLimits, HttpRequest, HttpResponse } from '../http/port.ts';
import { type TextMeasure, measureText } from '../text/measure-text.ts';
import { maskRecipient, normaliseRecipient } from './recipient.ts';
import { isLanguageTag } from '../text/language-tag.ts';
import { renderTemplate } from '../text/template.ts';
import { type UsageType, canonicalUsageType, usageTypes } from '../usage-types/usage-types.ts';

/** All that a connector has ready before a message comes. */
export interface Line<SomeTemplate extends Template> {
  readonly manifest: Manifest;
  readonly timeoutMs: number;
  readonly chooseTemplate: ChooseTemplate<SomeTemplate>;
  readonly request: ProviderConnection<SomeTemplate>['request'];
  readonly classify: ProviderConnection<SomeTemplate>['classify'];
  readonly http: Http;
}

/**
 * The one straight line: recipient, template, text, request, one HTTP exchange, answer, receipt. Whatever
 * goes wrong leaves as a {@link ConnectorError}, and what lies beneath it stays here.
 */
export async function sendMessage<SomeTemplate extends Template>(
  line: Line<SomeTemplate>,
  message: Message,
  options?: SendOptions,
): Promise<Receipt> {
  const { manifest } = line;
  const refuse: Refuse = (facts) => {
    throw new ConnectorError({ ...facts, outcome: 'rejected', provider: { id: manifest.id } });
  };
  const rendered = messageAsRead(line, message, refuse);
  const measure = measureText(rendered.text);
  const { signal, timeoutMs = line.timeoutMs } = options ?? {};
  if (!isTimeout(timeoutMs)) {
    return refuse({ code: 'invalid_message', detail: `options.timeoutMs ${timeoutProblem}.` });
  }
  if (signal?.aborted === true) return refuse({ code: 'aborted' });

  let request: HttpRequest & HttpLimits;
  try {
    const made = line.request(rendered);
    const { method, url, headers, body } = 'then' in made ? await made : made;
    request = { method, url, headers, body, timeoutMs, signal };
  } catch {
    return refuse({
      code: 'unclassified',
      detail: 'the request could not be made from this message.',
    });
  }
  let response: HttpResponse | HttpFailure;
  try {
    response = await line.http(request);
    if (!isHttpResult(response)) response = invalidHttpResult;
  } catch {
    response = invalidHttpResult;
  }
  if ('failure' in response) throw failureError(manifest, response);
  const answer = classifyAnswer(line.classify, response);
  if (answer.outcome !== 'accepted') throw answerError(manifest, answer, response);
  return receiptOf(manifest, answer, measure);
}

type Refuse = (facts: Omit<ConnectorErrorFacts, 'outcome' | 'provider'>) => never;

// A message may have members that throw as they are read, and what they throw may hold anything.
function messageAsRead<SomeTemplate extends Template>(
  line: Line<SomeTemplate>,
  message: Message,
  refuse: Refuse,
): RenderedMessage<SomeTemplate> {
  try {
    return renderMessage(line, message, refuse);
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    return refuse({ code: 'invalid_message', detail: 'the message could not be read.' });
  }
}

function renderMessage<SomeTemplate extends Template>(
  { manifest, chooseTemplate }: Line<SomeTemplate>,
  message: Message,
  refuse: Refuse,
): RenderedMessage<SomeTemplate> {
  const invalid = (detail: string): never => refuse({ code: 'invalid_message', detail });
  if (typeof message !== 'object' || message === null)
    return invalid('the message must be an object.');
  const { payload, locale, expiresAt } = message;

  const to = normaliseRecipient(message.to);
  if (to === undefined) {
    const detail = `to (${maskRecipient(message.to)}) is not a phone number in E.164, like +33612345678.`;
    return refuse({ code: 'invalid_recipient', detail });
  }
  if (typeof payload !== 'object' || payload === null) {
    return invalid("payload must be an object of placeholder values, like { code: '…' }.");
  }
  if (locale !== undefined && !(typeof locale === 'string' && isLanguageTag(locale))) {
    return invalid('locale must be a BCP 47 language tag, like fr or pt-BR.');
  }
  const validitySeconds = secondsUntil(expiresAt, manifest, invalid);

  const usageType = knownUsageType(message.usageType);
  if (usageType === undefined) {
    return invalid(`usageType must be one of ${usageTypes.join(', ')}.`);
  }
  const choice = chooseTemplate(usageType, locale);
  if (choice === undefined) {
    return refuse({
      code: 'template_not_found',
      detail: `the config has no template for ${usageType}.`,
    });
  }
  const rendering = renderTemplate(choice.parts, payload);
  if ('missing' in rendering) {
    const wanted = `payload.${rendering.missing} must be a text or a number`;
    return invalid(`${wanted}: the template for ${usageType} asks for it.`);
  }
  const { text } = rendering;
  const { maxCharacters } = manifest.capabilities;
  if (text.length > maxCharacters) {
    const detail = `the text has ${text.length} characters; ${manifest.name} takes ${maxCharacters}.`;
    return refuse({ code: 'content_rejected', detail });
  }
  return {
    to,
    usageType,
    payload,
    locale,
    expiresAt,
    text,
    template: choice.template,
    validitySeconds,
  };
}

function knownUsageType(name: unknown): UsageType | undefined {
  if (typeof name !== 'string') return undefined;
  const canonical = canonicalUsageType(name as UsageType);
  return usageTypes.includes(canonical) ? canonical : undefined;
}

function secondsUntil(
  expiresAt: unknown,
  { capabilities }: Manifest,
  invalid: (detail: string) => never,
): number | undefined {
  if (expiresAt === undefined) return undefined;
  const seconds =
    expiresAt instanceof Date ? (expiresAt.getTime() - Date.now()) / 1000 : Number.NaN;
  if (Number.isNaN(seconds)) return invalid('expiresAt must be a Date.');
  if (seconds <= 0) return invalid('expiresAt has passed.');
  const range = capabilities.validitySeconds;
  return range && Math.min(range.max, Math.max(range.min, Math.floor(seconds)));
}

function classifyAnswer(
  classify: ProviderConnection['classify'],
  response: HttpResponse,
): ProviderAnswer {
  const nonsense = { outcome: 'unknown', code: 'invalid_response' } as const;
  try {
    const answer = classify(response);
    return isAnswer(answer) ? answer : nonsense;
  } catch {
    return nonsense;
  }
}

function isAnswer(answer: ProviderAnswer): boolean {
  return answer.outcome === 'accepted'
    ? isWord(answer.messageId) && isWord(answer.status)
    : ['rejected', 'unknown'].includes(answer.outcome) && Object.hasOwn(meanings, answer.code);
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function failureError({ id, name }: Manifest, { failure, sent }: HttpFailure): ConnectorError {
  const consequence = sent ? 'the message may have gone out' : 'nothing was sent';
  return new ConnectorError({
    code: failure,
    outcome: sent ? 'unknown' : 'rejected',
    detail: `${failures[failure](name, sent)}; ${consequence}.`,
    provider: { id },
  });
}

function answerError(
  { id }: Manifest,
  answer: FailedAnswer,
  response: HttpResponse,
): ConnectorError {
  return new ConnectorError({
    code: answer.code,
    outcome: answer.outcome,
    retryAfterMs: answer.retryAfterMs,
    provider: {
      id,
      code: answer.providerCode,
      httpStatus: response.status,
      requestId: answer.requestId,
      docsUrl: answer.docsUrl,
    },
  });
}

function receiptOf({ id }: Manifest, answer: AcceptedAnswer, measure: TextMeasure): Receipt {
  const { messageId, partIds, status, segments, requestId } = answer;
  const provider: { -readonly [Key in keyof Receipt['provider']]: Receipt['provider'][Key] } = {
    id,
  };
  if (segments !== undefined) provider.segments = segments;
  if (requestId !== undefined) provider.requestId = requestId;
  return {
    messageId,
    ...(partIds !== undefined && { partIds }),
    status,
    encoding: measure.encoding,
    segments: measure.segments,
    provider,
  };
}
