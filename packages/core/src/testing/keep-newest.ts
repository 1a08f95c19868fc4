/** Adds to a list that keeps its newest entries only. */
export function keepNewest<Entry>(list: Entry[], entry: Entry, max: number): void {
  list.push(entry);
  if (list.length > max) list.splice(0, list.length - max);
}
