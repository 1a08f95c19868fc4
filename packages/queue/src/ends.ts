import {
  ConnectorError,
  type ConnectorErrorFacts,
  type ErrorCode,
  type FailedOutcome,
  type SendResult,
} from '@sms-connectors/core';
import type { EndError, MessageEnd } from './queue.ts';

type Facts = Pick<MessageEnd, 'tries'>;

/** How a send that ended ends its message. */
export function endOfSend(result: SendResult, facts: Facts): MessageEnd {
  const ended = { endedAt: new Date(), ...facts };
  if (result.ok) return { status: 'accepted', ...ended, receipt: result.receipt };
  const { code, outcome, message, retryAfterMs, attempts, provider } = result.error;
  const error: EndError = { code, outcome, message, retryAfterMs, attempts, provider };
  return { status: outcome, ...ended, error };
}

/** The end of a message that the queue ends by itself. */
function endWith(
  queue: string,
  status: FailedOutcome | 'expired' | 'canceled',
  code: ErrorCode,
  detail: string,
  facts: Facts,
): MessageEnd {
  const outcome = status === 'unknown' ? 'unknown' : 'rejected';
  const { message, provider } = new ConnectorError({
    code,
    outcome,
    detail,
    provider: { id: queue },
  });
  return {
    status,
    endedAt: new Date(),
    ...facts,
    error: { code, outcome, message, attempts: [], provider },
  };
}

/** A worker began to send it and was never heard of again. */
export const endOfLost = (queue: string, facts: Facts): MessageEnd =>
  endWith(
    queue,
    'unknown',
    'timeout',
    'the worker that had begun to send the message did not end; the message may have been sent.',
    facts,
  );

export const endOfExpired = (queue: string, facts: Facts): MessageEnd =>
  endWith(
    queue,
    'expired',
    'timeout',
    'no worker could send the message before its code expired; nothing was sent.',
    facts,
  );

export const endOfCanceled = (queue: string, facts: Facts): MessageEnd =>
  endWith(
    queue,
    'canceled',
    'aborted',
    'the message was canceled while it waited; nothing was sent.',
    facts,
  );

export const endOfUnopened = (queue: string, facts: Facts): MessageEnd =>
  endWith(
    queue,
    'rejected',
    'invalid_config',
    'no secret of the workers opens the message. Give the workers every secret with which messages were enqueued; nothing was sent.',
    facts,
  );

export function writeEnd(end: MessageEnd): string {
  return JSON.stringify(end);
}

/** @throws `SyntaxError` for what is no end */
export function readEnd(written: string): MessageEnd {
  const { endedAt, ...end } = JSON.parse(written) as MessageEnd;
  return { ...end, endedAt: new Date(endedAt) };
}

/** The error of a message that was not accepted, as the sender below threw it. */
export function errorOf({ message, ...facts }: EndError): ConnectorError {
  // A code of a newer core is open for readers only.
  const error = new ConnectorError(facts as ConnectorErrorFacts);
  error.message = message;
  return error;
}
