/** Calls `listener` once if the signal aborts; returns what ends that. Without a signal, nothing happens. */
export function onAbort(signal: AbortSignal | undefined, listener: () => void): () => void {
  if (signal === undefined) return () => undefined;
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
}

/** Whether it can be listened to, so that nothing throws later, in a timer. */
export function isAbortSignal(signal: unknown): signal is AbortSignal {
  const { aborted, addEventListener, removeEventListener } = (signal ?? {}) as Record<
    string,
    unknown
  >;
  return (
    typeof aborted === 'boolean' &&
    typeof addEventListener === 'function' &&
    typeof removeEventListener === 'function'
  );
}
