import { isAbortSignal, onAbort } from './abort-listener.ts';
import { defaultConnectTimeoutMs } from './limits.ts';
import { isMalformedAnswer } from './malformed-answer.ts';
import type { HttpFailure, HttpLimits, HttpResponse } from './port.ts';
import { transportReasonOf } from './transport-reason-of.ts';

/** What an adapter reports of its exchange. After the first result, nothing counts any more. */
export interface Exchange {
  readonly isSettled: () => boolean;
  /** The request waits until a connection in use is free: the limit for the connection has not begun. */
  readonly markWaiting: () => void;
  /** It waits no longer. */
  readonly markConnecting: () => void;
  /** The connection stands and the request is about to be written. */
  readonly markSent: () => void;
  /** The answer is whole. */
  readonly succeed: (response: HttpResponse) => void;
  /** The client failed with this error; `sent` if it knows better than the marks. */
  readonly fail: (error: unknown, sent?: boolean) => void;
  /** Ends the exchange from our side. */
  readonly giveUp: (failure: HttpFailure['failure']) => void;
}

/** Runs one exchange within its limits. `start` begins it, and returns what cancels it. */
export function runExchange(
  { timeoutMs, connectTimeoutMs = defaultConnectTimeoutMs, signal }: HttpLimits,
  start: (exchange: Exchange) => () => void,
): Promise<HttpResponse | HttpFailure> {
  return new Promise((resolve) => {
    if (signal !== undefined && !isAbortSignal(signal)) {
      return resolve({ failure: 'network', sent: false });
    }
    if (signal?.aborted === true) return resolve({ failure: 'aborted', sent: false });

    let sent = false;
    let isSettled = false;
    let cancel: (() => void) | undefined;

    const settle = (result: HttpResponse | HttpFailure): void => {
      isSettled = true;
      clearTimeout(timer);
      stopListening();
      resolve(result);
    };
    const giveUp = (failure: HttpFailure['failure']): void => {
      if (isSettled) return;
      settle(failure === 'timeout' && !sent ? connectTimeout : { failure, sent });
      cancel?.();
    };
    // One timer for both limits: most exchanges end before either.
    const startedAt = performance.now();
    let connectingSince: number | undefined = startedAt;
    const onTime = (): void => {
      const now = performance.now();
      const leftInAll = timeoutMs - (now - startedAt);
      const leftToConnect = connectTimeoutMs - (now - (connectingSince ?? now));
      const left = sent ? leftInAll : Math.min(leftInAll, leftToConnect);
      if (left > 0) timer = setTimeout(onTime, left);
      else giveUp('timeout');
    };
    let timer =
      connectTimeoutMs < timeoutMs
        ? setTimeout(onTime, connectTimeoutMs)
        : setTimeout(giveUp, timeoutMs, 'timeout');
    const stopListening = onAbort(signal, () => giveUp('aborted'));
    const exchange: Exchange = {
      isSettled: () => isSettled,
      markWaiting: () => {
        connectingSince = undefined;
      },
      markConnecting: () => {
        connectingSince = performance.now();
      },
      markSent: () => {
        sent = true;
      },
      succeed: (response) => {
        if (!isSettled) settle(response);
      },
      fail: (error, knownSent = sent) => {
        if (isSettled) return;
        if (isMalformedAnswer(error)) {
          return settle({ failure: 'invalid_response', sent: knownSent });
        }
        const reason = transportReasonOf(error);
        settle({ failure: 'network', sent: knownSent, ...(reason !== undefined && { reason }) });
      },
      giveUp,
    };
    try {
      cancel = start(exchange);
    } catch (error) {
      return exchange.fail(error);
    }
  });
}

const connectTimeout = {
  failure: 'timeout',
  sent: false,
  reason: 'ETIMEDOUT',
} as const satisfies HttpFailure;
