type Environment = Readonly<Record<string, string | undefined>>;

/** A value of the config that is in the environment: `{ "$env": "SUPABASE_SECRET" }`. */
function referenceIn(value: object): string | undefined {
  const entries = Object.entries(value);
  const [name, variable] = entries[0] ?? [];
  return entries.length === 1 && name === '$env' && typeof variable === 'string'
    ? variable
    : undefined;
}

/** The config with the values of the environment in their places, and the variables that are not set. */
export function withEnvironment(
  config: unknown,
  env: Environment,
): { readonly config: unknown; readonly missing: readonly string[] } {
  const missing: string[] = [];
  const resolve = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(resolve);
    const variable = referenceIn(value);
    if (variable === undefined) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
    }
    const set = env[variable];
    if (set === undefined || set === '') missing.push(variable);
    return set;
  };
  return { config: resolve(config), missing };
}
