import { type HttpFailure, type HttpResponse, parseJsonObject } from '@sms-connectors/core';

export type Data = Readonly<Record<string, unknown>>;

/** What an answer that succeeded holds. */
export function dataOf(response: HttpResponse | HttpFailure): Data | undefined {
  if ('failure' in response || response.status !== 200) return undefined;
  const data = parseJsonObject(response.body)?.['data'];
  return typeof data === 'object' && data !== null ? (data as Data) : undefined;
}
