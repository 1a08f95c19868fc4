import type { Http } from './port.ts';

const idleMs = 1000;

/**
 * After an idle time, lets the event loop turn once before a message is sent. A process that was frozen or busy has
 * not yet noticed that the server closed its connection; it would write the message into it, and not know whether it
 * was sent.
 */
export function yieldAfterIdle(http: Http): Http {
  let usedAt = performance.now();
  return (request) => {
    const idle = performance.now() - usedAt;
    usedAt += idle;
    return idle < idleMs ? http(request) : nextTurn().then(() => http(request));
  };
}

// The first immediate belongs to this turn, which may be past its reading; the second ends the next one.
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => setImmediate(resolve));
  });
}
