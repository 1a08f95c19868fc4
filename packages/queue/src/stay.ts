/** Workers and producers may have clocks that differ by this much. */
const clocksMs = 60_000;

/**
 * How long a state stays in Redis: so long that no worker finds the message without it while it may still be sent, and
 * its result is known for as long as the settings say.
 */
export function stayMs(sendBefore: number, resultSeconds: number): number {
  return Math.max(0, sendBefore - Date.now()) + resultSeconds * 1000 + clocksMs;
}
