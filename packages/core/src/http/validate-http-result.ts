import { failures } from './failures.ts';
import type { Http, HttpFailure, HttpResponse } from './port.ts';

/** What a client of the caller's own comes to where it broke the port's promise: what it did is not known. */
export const invalidHttpResult = { failure: 'network', sent: true } as const satisfies HttpFailure;

/** Whether a client gave what the port promises. */
export function isHttpResult(result: HttpResponse | HttpFailure): boolean {
  return 'failure' in result
    ? Object.hasOwn(failures, result.failure) && typeof result.sent === 'boolean'
    : Number.isInteger(result.status) && typeof result.body === 'string';
}

/** A client that never throws, whatever the caller gave: what connectors ask providers with beside a send. */
export function validatingHttp(http: Http): Http {
  return async (request) => {
    try {
      const result = await http(request);
      return isHttpResult(result) ? result : invalidHttpResult;
    } catch {
      return invalidHttpResult;
    }
  };
}
