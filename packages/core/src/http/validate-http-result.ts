import { failures } from './failures.ts';
import type { Http, HttpFailure, HttpResponse } from './port.ts';
import { isTransportReason } from './transport-reasons.ts';

/** The failure of a client that does not keep the port's contract: whether anything was sent is not known. */
const invalidHttpResult = { failure: 'network', sent: true } as const satisfies HttpFailure;

/** Whether a client returned what the port specifies. */
function isHttpResult(result: HttpResponse | HttpFailure): boolean {
  if (typeof result !== 'object' || result === null) return false;
  return 'failure' in result
    ? Object.hasOwn(failures, result.failure) && typeof result.sent === 'boolean'
    : Number.isInteger(result.status) && typeof result.body === 'string';
}

/** The result of a client without what the port does not specify: a reason of its own may hold anything. */
function checkedResult(result: HttpResponse | HttpFailure): HttpResponse | HttpFailure {
  if (!isHttpResult(result)) return invalidHttpResult;
  if (!('failure' in result) || result.reason === undefined) return result;
  const { failure, sent, reason } = result;
  return isTransportReason(reason) ? { failure, sent, reason } : { failure, sent };
}

// A client that keeps its own deadline knows better whether anything was sent; it gets the first word.
const graceMs = 25;

/**
 * A client that keeps the port's contract, whatever the given one does: it never throws, returns nothing but results,
 * and ends with its deadline and signal.
 */
export function validatingHttp(http: Http, onException?: (error: unknown) => void): Http {
  return (request) =>
    new Promise((resolve) => {
      const { timeoutMs, signal } = request;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let hasEnded = false;
      const end = (result: HttpResponse | HttpFailure): void => {
        hasEnded = true;
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = (): void => {
        clearTimeout(timer);
        timer = setTimeout(end, graceMs, { failure: 'aborted', sent: true });
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const fail = (error: unknown): void => {
        onException?.(error);
        end(invalidHttpResult);
      };
      try {
        http(request).then((result) => end(checkedResult(result)), fail);
      } catch (error) {
        return fail(error);
      }
      // A client in this process answers at once, and needs no timer.
      queueMicrotask(() => {
        if (hasEnded) return;
        timer ??= setTimeout(end, timeoutMs + graceMs, { failure: 'timeout', sent: true });
      });
    });
}
