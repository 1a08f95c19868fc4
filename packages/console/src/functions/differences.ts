/** Something that two documents have in different ways. */
export interface Difference {
  readonly keys: readonly PropertyKey[];
  /** Absent if this document does not have it. */
  readonly mine?: unknown;
  readonly theirs?: unknown;
}

/** Where two JSON values differ, as deep as both have the same form. */
export function differencesOf(
  mine: unknown,
  theirs: unknown,
  keys: readonly PropertyKey[] = [],
): readonly Difference[] {
  if (JSON.stringify(mine) === JSON.stringify(theirs)) return [];
  if (!isBranch(mine) || !isBranch(theirs) || Array.isArray(mine) !== Array.isArray(theirs)) {
    return [{ keys, mine, theirs }];
  }
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const isList = Array.isArray(mine);
  return names.flatMap((name) =>
    differencesOf(mine[name], theirs[name], [...keys, isList ? Number(name) : name]),
  );
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
