/** The units from the smallest on, in seconds, and how many of one are shown before the next is used. */
const units = [
  { unit: 'second', length: 1, most: 90 },
  { unit: 'minute', length: 60, most: 90 },
  { unit: 'hour', length: 3600, most: 36 },
] as const;
const largest = { unit: 'day', length: 86_400 } as const;

/** “in 30 seconds”, in the language: rounded up, so that it is never too early, and at least a second. */
export function timeFromNow(date: Date, language: string): string {
  const seconds = Math.max(1, (date.getTime() - Date.now()) / 1000);
  const { unit, length } = units.find(({ length: one, most }) => seconds <= one * most) ?? largest;
  return new Intl.RelativeTimeFormat(language).format(Math.ceil(seconds / length), unit);
}
