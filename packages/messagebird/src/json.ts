/** The objects of a list; empty if it is anything else. */
export function objectsIn(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const members: readonly unknown[] = Array.isArray(value) ? value : [];
  return members.filter(
    (member): member is Readonly<Record<string, unknown>> =>
      typeof member === 'object' && member !== null,
  );
}

/** The object in a member; `undefined` if it is anything else. */
export function objectIn(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return objectsIn([value])[0];
}
