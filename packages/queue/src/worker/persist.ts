import { setTimeout as delay } from 'node:timers/promises';

const pauseMs = 200;

/**
 * Does something in Redis that must not be lost, again and again while Redis is away. Doing it twice must be harmless: a
 * connection may break after Redis has done it. Rejects with what Redis itself answers, with a fault of a program, and once `isOver` says so.
 */
export async function persist<Value>(
  work: () => Promise<Value>,
  isOver: () => boolean,
): Promise<Value> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (isAnswer(error) || error instanceof TypeError || isOver()) throw error;
      await delay(pauseMs);
    }
  }
}

/** Whether Redis answered, and a repetition would get the same answer. `LOADING` and its like pass. */
function isAnswer(error: unknown): boolean {
  const { name, message = '' } = Object(error) as Partial<Error>;
  if (/^(?:LOADING|BUSY|READONLY|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|UNBLOCKED)\b/.test(message))
    return false;
  return (
    name === 'ReplyError' ||
    name === 'SimpleError' ||
    /^(?:Missing (?:lock|key)|Job )/.test(message)
  );
}
