import { setImmediate as afterThisTurn } from 'node:timers/promises';
import { tell } from '@sms-connectors/core';

/** Work that goes on when a call has answered. None of it rejects. */
export interface Background {
  readonly add: (work: Promise<unknown>) => void;
  /** Begins the work after the answer, so that its time does not show in the answer's. */
  readonly addLater: (work: () => Promise<unknown>) => void;
  /** Ends when there is nothing left to do. */
  readonly close: () => Promise<void>;
}

/** `waitUntil` keeps a serverless process alive for the work. */
export function backgroundOf(waitUntil?: (work: Promise<void>) => void): Background {
  const underWay = new Set<Promise<unknown>>();
  const end = async (work: Promise<unknown>): Promise<void> => {
    await work;
    underWay.delete(work);
  };
  const add = (work: Promise<unknown>): void => {
    underWay.add(work);
    tell(waitUntil, end(work));
  };
  return {
    add,
    addLater: (work) => {
      add(afterThisTurn().then(work));
    },
    close: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
