import { parseJsonObject, type WebhookRequest } from '@sms-connectors/core';

/** The fields of a body in JSON, or in the form that browsers send; `undefined` if it is neither. */
export function fieldsOf({
  headers,
  body,
}: WebhookRequest): Readonly<Record<string, unknown>> | undefined {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : parseJsonObject(body);
}
