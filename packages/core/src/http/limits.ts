/** The deadline of a send unless another is set. */
export const defaultTimeoutMs = 10_000;

/** How long a request waits for a connection unless another limit is set. */
export const defaultConnectTimeoutMs = 5_000;

/** Whether a deadline is one that timers can keep. */
export function isTimeout(ms: unknown): ms is number {
  return typeof ms === 'number' && ms > 0 && ms < 2 ** 31;
}

/** What to say of a deadline that is not. */
export const timeoutProblem = 'must be a number of milliseconds over 0 and under 2,147,483,648';

/** The largest answer read; no provider's answer to one message comes near it. */
export const maxBodyBytes = 64 * 1024;

/**
 * How long an unused connection stays open if the server gives no hint: five seconds less than the minute
 * after which many load balancers close one, so that neither side closes it as the other writes.
 */
export const idleMs = 55_000;

/** How many connections one connector opens at most; more messages at once wait. */
export const maxConnections = 256;
