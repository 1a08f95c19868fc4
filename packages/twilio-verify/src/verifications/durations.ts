const most = 128;
// What Twilio takes, as long as nothing is known.
const firstMs = 300;

/** How long calls took lately, so that one about a number that the application does not know takes as long. */
export interface Durations {
  readonly timed: <Value>(call: () => Promise<Value>) => Promise<Value>;
  /** Waits for one of them at random, or until the caller cancels. */
  readonly wait: (signal?: AbortSignal) => Promise<void>;
}

export function makeDurations(): Durations {
  const samples: number[] = [];
  let next = 0;
  return {
    timed: async (call) => {
      const startedAt = performance.now();
      try {
        return await call();
      } finally {
        samples[next] = performance.now() - startedAt;
        next = (next + 1) % most;
      }
    },
    wait: (signal) => {
      const { length } = samples;
      const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
      return pause(length === 0 ? firstMs : (samples[random % length] ?? firstMs), signal);
    },
  };
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted === true) end();
    function end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    }
  });
}
