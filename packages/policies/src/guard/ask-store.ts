import type { SendOptions } from '@sms-connectors/core';
import { TaskCancelledError, timeout, TimeoutStrategy } from 'cockatiel';

/** What a store answered, or why it did not. */
export type StoreAnswer<Value> =
  | { readonly value: Value }
  | { readonly failure: 'error' | 'timeout' | 'aborted' };

/** Asks a store that may fail or hang, and never throws. */
export function storeAsker(
  isLocal: boolean,
  timeoutMs: number,
): <Value>(ask: () => Promise<Value>, options?: SendOptions) => Promise<StoreAnswer<Value>> {
  const limited = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  return async (ask, options) => {
    try {
      return { value: await (isLocal ? ask() : limited.execute(ask, options?.signal)) };
    } catch (error) {
      if (options?.signal?.aborted === true) return { failure: 'aborted' };
      return { failure: error instanceof TaskCancelledError ? 'timeout' : 'error' };
    }
  };
}
