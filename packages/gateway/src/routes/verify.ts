import { isConnectorError } from '@sms-connectors/core';
import type { OwnVerifications, VerificationResult } from '@sms-connectors/verify';
import { rejection } from '../http/problem.ts';
import type { Outcome } from './route.ts';

const notSent: ReadonlySet<string> = new Set<VerificationResult['status']>([
  'rejected',
  'limited',
  'too_early',
]);

/** What a call about a verification answers. What people do wrong is a result, too. */
export function resultOf(body: { readonly status: string; readonly code?: string }): Outcome {
  const { status: outcome, code } = body;
  return { answer: { status: 200, body }, outcome, code, mayChange: notSent.has(outcome) };
}

/** Starts a verification; a message that cannot be sent as it is given is a problem of the request. */
export async function start(
  { start: startOne }: OwnVerifications,
  given: Parameters<OwnVerifications['start']>[0],
): Promise<Outcome> {
  try {
    return resultOf(await startOne(given));
  } catch (error) {
    if (isConnectorError(error)) return { answer: rejection(error), code: error.code };
    throw error;
  }
}
