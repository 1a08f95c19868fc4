import { randomInt } from 'node:crypto';
import type { EmulatorAnswer } from '@sms-connectors/core/testing';
import type { EmulatedSms, Violation } from './emulated-sms.ts';

const maxSegments = 25;

export interface Ids {
  readonly messageId: string;
  readonly bulkId: string;
}

// https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes
export const statuses = {
  PENDING_ACCEPTED: status(1, 'PENDING', 26, 'PENDING_ACCEPTED', 'Message sent to next instance'),
  DELIVERED: status(3, 'DELIVERED', 5, 'DELIVERED_TO_HANDSET', 'Message delivered to handset'),
  NO_CREDITS: status(5, 'REJECTED', 12, 'REJECTED_NOT_ENOUGH_CREDITS', 'Not enough credits'),
  TOO_LONG: status(5, 'REJECTED', 25, 'REJECTED_MESSAGE_TOO_LONG', 'Message too long'),
  MISSING_TO: status(5, 'REJECTED', 51, 'MISSING_TO', 'Missing to'),
  NO_NUMBER: status(5, 'REJECTED', 52, 'REJECTED_DESTINATION', 'Invalid destination address'),
};

function status(groupId: number, groupName: string, id: number, name: string, description: string) {
  return { groupId, groupName, id, name, description };
}

/** Infobip answers 200 to a message that it rejects. */
export function rejectionOf(
  { destination, segments }: EmulatedSms,
  balance: number,
): object | undefined {
  if (destination === '') return statuses.MISSING_TO;
  if (!/^[1-9]\d{6,14}$/.test(destination)) return statuses.NO_NUMBER;
  if (segments > maxSegments) return statuses.TOO_LONG;
  return balance > 0 ? undefined : statuses.NO_CREDITS;
}

export function answer(
  { destination, segments, includesCount }: EmulatedSms,
  { messageId, bulkId }: Ids,
  messageStatus: object,
): EmulatorAnswer {
  const details = includesCount && { details: { messageCount: segments } };
  const message = { messageId, status: messageStatus, destination, ...details };
  return { status: 200, body: { bulkId, messages: [message] } };
}

export function reportOf(
  { recorded, destination, segments, callbackData }: Omit<EmulatedSms, 'reportUrl'>,
  ids: Ids,
): object {
  const at = new Date().toISOString().replace('Z', '+0000');
  return {
    ...ids,
    price: { pricePerMessage: 0, currency: 'EUR' },
    status: statuses.DELIVERED,
    error: {
      groupId: 0,
      groupName: 'OK',
      id: 0,
      name: 'NO_ERROR',
      description: 'No Error',
      permanent: false,
    },
    to: destination,
    sender: recorded.from,
    sentAt: at,
    doneAt: at,
    messageCount: segments,
    callbackData,
  };
}

export const unauthorized = apiError(
  401,
  'E401',
  'The request lacks valid authentication credentials for the requested resource.',
);

export function badRequest(violations: readonly Violation[]): EmulatorAnswer {
  return apiError(400, 'E400', 'Request cannot be processed.', violations);
}

/** An error of the SMS API. */
export function apiError(
  httpStatus: number,
  errorCode: string,
  description: string,
  violations: readonly Violation[] = [],
): EmulatorAnswer {
  const body = {
    errorCode,
    description,
    action: 'See the documentation.',
    violations,
    resources: [],
  };
  return { status: httpStatus, body };
}

/** An error of the APIs for conversions and the balance. */
export function exception(httpStatus: number, messageId: string, text: string): EmulatorAnswer {
  return { status: httpStatus, body: { requestError: { serviceException: { messageId, text } } } };
}

export function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
