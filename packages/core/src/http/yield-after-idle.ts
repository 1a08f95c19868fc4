import type { Http } from './port.ts';

const quietMs = 1000;

/**
 * After a quiet time, lets the event loop turn once before a message goes out. A process that was frozen
 * or busy has not yet read that the server closed its connection; it would write the message into it, and
 * not know whether it was sent.
 */
export function yieldAfterIdle(http: Http): Http {
  let usedAt = performance.now();
  return (request) => {
    const quiet = performance.now() - usedAt;
    usedAt += quiet;
    return quiet < quietMs ? http(request) : nextTurn().then(() => http(request));
  };
}

// The first immediate belongs to this turn, which may be past its reading; the second ends the next one.
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}
