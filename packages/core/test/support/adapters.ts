import type { Http, HttpRequest, HttpLimits } from '@sms-connectors/core';
import { fetchHttp } from '@sms-connectors/core/fetch';
import { undiciHttp } from '@sms-connectors/core/undici';
import { tiny } from './tiny-connector.ts';

/** The adapters of the HTTP port, each as it is reached. */
export const adapters: readonly {
  readonly name: string;
  readonly makeHttp: () => Http;
  /** Whether it can tell that a connection never stood where the send was given up before it failed. */
  readonly tellsConnecting: boolean;
}[] = [
  { name: 'got, the default on Node', makeHttp: gotHttp, tellsConnecting: true },
  { name: 'fetch', makeHttp: fetchHttp, tellsConnecting: false },
  { name: 'undici', makeHttp: undiciHttp, tellsConnecting: true },
];

function gotHttp(): Http {
  return tiny({ templates: [{ usageType: 'Generic', content: 'x' }] }).defaultHttp;
}

/** A POST such as connectors make, with a deadline that no test waits for in vain. */
export function post(url: string, rest: Partial<HttpRequest & HttpLimits> = {}) {
  const headers = { 'content-type': 'application/json', authorization: 'Bearer tiny-token' };
  const body = '{"text":"é€🔑"}';
  return { method: 'POST', url, headers, body, timeoutMs: 5000, ...rest } as const;
}
