import type { SendOptions } from '../contract.ts';
import { isAbortSignal, onAbort } from '../http/abort-listener.ts';
import { isTimeout, timeoutProblem } from '../http/limits.ts';
import type { HttpLimits } from '../http/port.ts';

/** The limits of one call, or the English sentence that says which option is invalid. Throws what a getter throws. */
export function limitsOf(
  options: SendOptions | undefined,
  defaults: Pick<HttpLimits, 'timeoutMs' | 'connectTimeoutMs'>,
): HttpLimits | string {
  if (options === undefined || options === null) return defaults;
  if (typeof options !== 'object') return 'options must be an object.';
  const {
    signal,
    timeoutMs = defaults.timeoutMs,
    connectTimeoutMs = defaults.connectTimeoutMs,
  } = options;
  if (!isTimeout(timeoutMs)) return `options.timeoutMs ${timeoutProblem}.`;
  if (connectTimeoutMs !== undefined && !isTimeout(connectTimeoutMs)) {
    return `options.connectTimeoutMs ${timeoutProblem}.`;
  }
  if (signal !== undefined && !isAbortSignal(signal)) {
    return 'options.signal must be an AbortSignal, such as AbortSignal.timeout(5000).';
  }
  // What cannot be listened to throws here, before anything is sent.
  onAbort(signal, () => undefined)();
  return { timeoutMs, connectTimeoutMs, signal };
}

/** How limits ended a wait. */
export interface Ended {
  readonly ended: 'timeout' | 'aborted';
}

/** What `work` resolves with, or how the limits ended the wait for it. Rejects if `work` does. */
export function withinLimits<Value>(
  work: Promise<Value>,
  { timeoutMs, signal }: HttpLimits,
): Promise<Value | Ended> {
  return new Promise((resolve, reject) => {
    const release = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const end = (ended: Ended['ended']): void => {
      release();
      resolve({ ended });
    };
    const abort = (): void => end('aborted');
    const timer = setTimeout(end, timeoutMs, 'timeout');
    // First, so that its failure is handled also if nobody waits for it any more.
    work.finally(release).then(resolve, reject);
    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
}
