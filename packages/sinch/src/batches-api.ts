import type { Http } from '@sms-connectors/core';

/** The batches of a service plan, with the API token in the headers. */
export interface BatchesApi {
  readonly http: Http;
  /** Such as `https://us.sms.api.sinch.com/xms/v1/plan/batches`. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Such as `01FC66621VHDBN119Z8PMV1QPQ`; never as short as a phone number. */
export function isBatchId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9A-Za-z]{20,64}$/.test(id);
}
