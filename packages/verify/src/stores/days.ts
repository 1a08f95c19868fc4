const dayMs = 86_400_000;
const daysKept = 90;

/** The day of a time, counted from 1970, in UTC. */
export function dayOf(time: number): number {
  return Math.floor(time / dayMs);
}

/** The first day whose counts are kept. */
export function firstDayKept(now: number): number {
  return dayOf(now) - daysKept + 1;
}

/** The days from a time on whose counts are kept, with today. */
export function daysSince(from: number, now: number): readonly number[] {
  const first = Math.max(dayOf(from), firstDayKept(now));
  const length = Math.max(0, dayOf(now) - first + 1);
  return Array.from({ length }, (_, index) => first + index);
}

/** How long the counts of today are kept, in milliseconds. */
export function keptForMs(now: number): number {
  return (dayOf(now) + daysKept) * dayMs - now;
}
