import {
  type ConnectorError,
  type Message,
  type Receipt,
  type Sender,
  trySend,
} from '@sms-connectors/core';
import { rejection } from '../http/problem.ts';
import type { Outcome } from './route.ts';

/** Sends one message. */
export async function send(sender: Sender, message: Message): Promise<Outcome> {
  const result = await trySend(sender, message);
  return result.ok ? accepted(result.receipt) : notAccepted(result.error);
}

export function accepted(receipt: Receipt): Outcome {
  const outcome = 'accepted';
  return { answer: { status: 200, body: { outcome, ...receipt } }, outcome };
}

/** 202 if the message may have been sent: the code may arrive, and sending again may send twice. */
export function notAccepted(error: ConnectorError): Outcome {
  const { outcome, code, provider, attempts } = error;
  const facts = { outcome, code };
  return outcome === 'unknown'
    ? { answer: { status: 202, body: { ...facts, provider, attempts } }, ...facts }
    : { answer: rejection(error), ...facts };
}

/** The answer for a message about which the gateway that sent it could not say anything any more. */
export function lostSend(): Outcome {
  const facts = { outcome: 'unknown', code: 'timeout' };
  return { answer: { status: 202, body: { ...facts, provider: { id: 'gateway' } } }, ...facts };
}
