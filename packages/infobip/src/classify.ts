import {
  asJsonObject,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { errors, readFailure } from './errors.ts';

const invalidResponse: FailedAnswer = { outcome: 'unknown', code: 'invalid_response' };

/**
 * What an answer to a message means. Infobip answers 200 to every request that it can read: the group of the status
 * says whether it takes the message.
 * @see https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes
 */
export function classify(response: HttpResponse): ProviderAnswer {
  if (response.status !== 200) return readFailure(response);
  const body = parseJsonObject(response.body);
  const messages = body?.['messages'];
  const message = asJsonObject(Array.isArray(messages) ? messages[0] : undefined);
  const status = asJsonObject(message?.['status']);
  const requestId = isId(body?.['bulkId']) ? body['bulkId'] : undefined;
  const found = errors.find(status?.['name']);
  if (found === undefined) return { ...invalidResponse, requestId };

  switch (status?.['groupName']) {
    case 'ACCEPTED':
    case 'PENDING':
    case 'DELIVERED': {
      const messageId = message?.['messageId'];
      if (!isId(messageId)) return { ...invalidResponse, requestId };
      const segments = asJsonObject(message?.['details'])?.['messageCount'];
      return {
        outcome: 'accepted',
        messageId,
        status: found.providerCode,
        requestId,
        ...(typeof segments === 'number' && Number.isInteger(segments) && { segments }),
      };
    }
    case 'REJECTED':
    case 'UNDELIVERABLE':
      return { outcome: 'rejected', code: 'unclassified', requestId, ...found };
    case 'EXPIRED':
      return { outcome: 'unknown', code: 'unclassified', requestId, ...found };
    default:
      return { ...invalidResponse, requestId };
  }
}

/** Infobip's ids of messages and requests. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,200}$/.test(value);
}
