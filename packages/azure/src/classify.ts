import {
  asJsonObject,
  type HttpResponse,
  parseJsonObject,
  type ProviderAnswer,
} from '@sms-connectors/core';
import { byStatus, invalidRecipientText, readFailure } from './errors.ts';
import { arrayIn } from './json.ts';

/**
 * What an answer to a message means. A 202 says for each recipient whether Azure takes the message.
 * @see https://github.com/Azure/azure-rest-api-specs/blob/main/specification/communication/data-plane/Sms/stable/2026-01-23/examples/SmsSend.json
 */
export function classify(response: HttpResponse): ProviderAnswer {
  const meaning = response.status === 202 ? readResult(response) : readFailure(response);
  return { ...meaning, requestId: requestIdOf(response) };
}

function readResult(response: HttpResponse): ProviderAnswer {
  const results = arrayIn(parseJsonObject(response.body)?.['value']) ?? [];
  const { successful, messageId, httpStatusCode, errorMessage } = asJsonObject(results[0]) ?? {};
  if (successful === true && isMessageId(messageId)) {
    return { outcome: 'accepted', messageId, status: 'accepted' };
  }
  if (successful !== false || !isFailure(httpStatusCode)) {
    return { outcome: 'unknown', code: 'invalid_response' };
  }
  return {
    ...byStatus({ ...response, status: httpStatusCode }),
    ...(errorMessage === invalidRecipientText && { code: 'invalid_recipient' }),
    providerCode: String(httpStatusCode),
  };
}

function isFailure(status: unknown): status is number {
  return Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599;
}

/** Such as `Outgoing_20200610203725bfd4ba70-70bf-4f77-925d-c0bdb5161bb3`. */
export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && /^[\w-]{1,200}$/.test(id);
}

/**
 * The correlation vector, which Azure's support asks for.
 * @see https://learn.microsoft.com/en-us/rest/api/communication/headers
 */
function requestIdOf({ headers }: HttpResponse): string | undefined {
  const vector = headers['ms-cv'];
  return typeof vector === 'string' && /^[A-Za-z0-9+/]{16,22}(?:\.\d{1,10}){1,9}$/.test(vector)
    ? vector
    : undefined;
}
