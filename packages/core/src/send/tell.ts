/** Tells a listener something. What it throws changes nothing: a message that was sent stays sent. */
export function tell<Told>(listener: ((told: Told) => unknown) | undefined, told: Told): void {
  try {
    const result = listener?.(told);
    if (result instanceof Promise) result.catch(() => undefined);
  } catch {
    // The listener's own to notice.
  }
}
