import type {
  AcceptedAnswer,
  FailedAnswer,
  ProviderAnswer,
} from '../connector/connector-definition.ts';
import type { Manifest, Receipt } from '../contract.ts';
import { ConnectorError } from '../errors/connector-error.ts';
import { factsOfErrorCode, isErrorCode } from '../errors/error-codes.ts';
import { failures } from '../http/failures.ts';
import type { HttpFailure } from '../http/port.ts';
import { transportReasonTexts } from '../http/transport-reasons.ts';
import type { Rendering } from './render-message.ts';

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Whether a connector's `classify` returned a complete answer. */
export function isProviderAnswer(answer: ProviderAnswer, { capabilities }: Manifest): boolean {
  if (answer.outcome === 'accepted') {
    const hasId =
      isText(answer.messageId) ||
      (answer.messageId === undefined && capabilities.messageIds === 'local');
    return hasId && isText(answer.status);
  }
  return isFailedAnswer(answer);
}

export function isFailedAnswer(answer: FailedAnswer): boolean {
  return ['rejected', 'unknown'].includes(answer.outcome) && isErrorCode(answer.code);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

/** The error of an exchange that failed. */
export function transportError(
  { id, name }: Manifest,
  { failure, sent, reason }: HttpFailure,
): ConnectorError {
  const why = reason === undefined ? '' : `: ${transportReasonTexts[reason]} (${reason})`;
  const consequence = sent ? 'the message may have been sent' : 'nothing was sent';
  return new ConnectorError({
    code: failure,
    outcome: sent ? 'unknown' : 'rejected',
    detail: `${failures[failure](name, sent)}${why}; ${consequence}.`,
    provider: { id, transportReason: reason },
  });
}

/** The error of a provider's answer, or of one that a connector gives before there is any. */
export function answerError(
  { id }: Manifest,
  { code, outcome, retryAfterMs, providerCode, requestId, docsUrl, ...rest }: FailedAnswer,
  httpStatus?: number,
): ConnectorError {
  // If the message may have been sent, only that matters.
  const advice = outcome === 'rejected' ? rest.advice : undefined;
  return new ConnectorError({
    code,
    outcome,
    detail: advice && `${factsOfErrorCode(code).meaning} ${advice}`,
    retryAfterMs,
    provider: { id, code: providerCode, httpStatus, requestId, docsUrl, advice },
  });
}

/** The receipt of an accepted message. Members that say nothing are left out. */
export function receiptOf(
  { id, capabilities: { messageIds } }: Manifest,
  answer: AcceptedAnswer,
  { measure, ignored }: Pick<Rendering<never>, 'measure' | 'ignored'>,
): Receipt {
  const { messageId = crypto.randomUUID(), partIds, status, segments, requestId } = answer;
  const provider: Writable<Receipt['provider']> = { id };
  if (segments !== undefined) provider.segments = segments;
  if (requestId !== undefined) provider.requestId = requestId;
  const receipt: Writable<Receipt> = { messageId, status, provider };
  if (messageIds !== undefined) receipt.messageIdSource = messageIds;
  if (partIds !== undefined) receipt.partIds = partIds;
  if (measure !== undefined) {
    receipt.encoding = measure.encoding;
    receipt.segments = measure.segments;
  }
  if (ignored.length > 0) receipt.ignored = ignored;
  return receipt;
}
