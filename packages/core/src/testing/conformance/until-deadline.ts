/** One send against a server that never answers. */
export interface DeadlineAttempt {
  /** Whether the request arrived before the deadline. */
  readonly hasArrived: boolean;
  readonly check: () => void;
}

const deadlinesMs = [200, 800, 3000, 12_000];

/** Waits for a deadline that passes after the request has arrived: on a slow machine it is a longer one. */
export async function untilDeadline(
  attempt: (timeoutMs: number) => Promise<DeadlineAttempt>,
): Promise<void> {
  for (const timeoutMs of deadlinesMs) {
    const { hasArrived, check } = await attempt(timeoutMs);
    if (hasArrived || timeoutMs === deadlinesMs.at(-1)) return check();
  }
}
