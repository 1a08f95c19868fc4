import { tell } from '@sms-connectors/core';
import { StoreFailedError } from './errors.ts';
import type { VerificationStore } from './stores/verification-store.ts';

/** The same store, whose failures say nothing but which call failed, and which answers in time or fails. */
export function askingStore(
  store: VerificationStore,
  timeoutMs: number,
  onException?: (error: unknown, call: string) => void,
): VerificationStore {
  const ask =
    <Given extends readonly unknown[], Value>(
      name: string,
      call: (...given: Given) => Promise<Value>,
    ) =>
    async (...given: Given): Promise<Value> => {
      try {
        return await inTime(call(...given), timeoutMs);
      } catch (error) {
        tell((thrown: unknown) => onException?.(thrown, name), error);
        throw new StoreFailedError(name);
      }
    };
  return {
    take: ask('take', (...given) => store.take(...given)),
    giveBack: ask('giveBack', (...given) => store.giveBack(...given)),
    add: ask('add', (...given) => store.add(...given)),
    attempt: ask('attempt', (...given) => store.attempt(...given)),
    claimSend: ask('claimSend', (...given) => store.claimSend(...given)),
    recordSend: ask('recordSend', (...given) => store.recordSend(...given)),
    end: ask('end', (...given) => store.end(...given)),
    count: ask('count', (...given) => store.count(...given)),
    counts: ask('counts', (...given) => store.counts(...given)),
  };
}

function inTime<Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The store did not answer within ${timeoutMs} ms.`));
    }, timeoutMs);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}
