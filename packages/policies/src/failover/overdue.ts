interface Waiting {
  readonly endsAt: number;
  readonly giveUp: () => void;
}

// One timer for all: to set and clear one for each message would cost more than the rest of a failover.
const waiting = new Set<Waiting>();
let wakesAt = Number.POSITIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Calls `giveUp` after so many milliseconds, unless the function that it returns is called before. */
export function whenOverdue(ms: number, giveUp: () => void): () => void {
  const one = { endsAt: performance.now() + ms, giveUp };
  waiting.add(one);
  if (one.endsAt < wakesAt) wakeAt(one.endsAt);
  return () => {
    waiting.delete(one);
  };
}

function wakeAt(endsAt: number): void {
  clearTimeout(timer);
  wakesAt = endsAt;
  timer = setTimeout(wake, Math.min(Math.ceil(endsAt - performance.now()), longestTimerMs));
  // On edge runtimes a timer is a number, and holds no process up.
  (timer as Partial<NodeJS.Timeout>).unref?.();
}

const longestTimerMs = 2 ** 31 - 1;

function wake(): void {
  const now = performance.now();
  wakesAt = Number.POSITIVE_INFINITY;
  let next = Number.POSITIVE_INFINITY;
  for (const one of waiting) {
    if (one.endsAt > now) next = Math.min(next, one.endsAt);
    else {
      waiting.delete(one);
      one.giveUp();
    }
  }
  if (next < wakesAt) wakeAt(next);
}
