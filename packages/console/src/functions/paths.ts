type Value = Readonly<Record<string, unknown>>;

/** Where values of a config are, such as its secrets. */
export type Paths = readonly (readonly string[])[];

/** Shown instead of a secret. */
export const dots = '••••••••';

/** Stands in a path for the names that users choose. */
export const anyName = '*';

/** The paths with the names that a config has in place of `anyName`. */
export function pathsIn(config: unknown, paths: Paths): Paths {
  return paths.flatMap(([key, ...rest]) => {
    if (key === undefined) return [[]];
    const members = Object(config) as Value;
    const names = key === anyName ? Object.keys(members) : [key];
    return names.flatMap((name) => pathsIn(members[name], [rest]).map((path) => [name, ...path]));
  });
}

export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Value)[key] : undefined),
    value,
  );
}
