import type { Http, HttpRequest, HttpLimits } from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { gotHttp } from '@sms-connectors/core/got';
import { undiciHttp } from '@sms-connectors/core/undici';

/** The adapters of the HTTP port, by the entries that export them. */
export const adapters: readonly {
  readonly name: string;
  readonly makeHttp: () => Http;
  /** Whether it knows when a connection stands, so that a request canceled before is reported as not sent. */
  readonly knowsConnecting: boolean;
}[] = [
  { name: 'got', makeHttp: gotHttp, knowsConnecting: true },
  { name: 'fetch', makeHttp: fetchHttp, knowsConnecting: false },
  { name: 'undici', makeHttp: undiciHttp, knowsConnecting: true },
];

/** A POST such as connectors make, with a deadline that no passing test reaches. */
export function post(url: string, rest: Partial<HttpRequest & HttpLimits> = {}) {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer tiny-token' };
  const body = '{"text":"é€🔑"}';
  return { method: 'POST', url, headers, body, timeoutMs: 5000, ...rest } as const;
}
