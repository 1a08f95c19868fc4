import type { Http, HttpFailure } from './port.ts';

const closedFailure = {
  failure: 'network',
  sent: false,
  reason: 'ERR_HTTP_CLIENT_CLOSED',
} as const satisfies HttpFailure;

/** A client with a `close` that waits for the requests under way, refuses later ones, and then releases. */
export function closable(http: Http, release: () => unknown): Http {
  let underWay = 0;
  let closing: PromiseWithResolvers<void> | undefined;
  const releaseIfIdle = async (): Promise<void> => {
    if (closing === undefined || underWay > 0) return;
    try {
      await release();
    } finally {
      closing.resolve();
    }
  };
  const exchange: Http = async (request) => {
    if (closing !== undefined) return closedFailure;
    underWay += 1;
    try {
      return await http(request);
    } finally {
      underWay -= 1;
      if (closing !== undefined) void releaseIfIdle();
    }
  };
  const close = (): Promise<void> => {
    if (closing === undefined) {
      closing = Promise.withResolvers();
      void releaseIfIdle();
    }
    return closing.promise;
  };
  return Object.assign(exchange, { close });
}
