import type { Config } from './document-api.ts';

/** A route of a plan: its key, and its connectors in the order in which they are tried. */
export type Route = readonly [key: string, names: readonly string[]];

/** The routes of a plan that may have problems: what is no list of texts is left out. */
export function routesOf(plan: Config): readonly Route[] {
  const routes: readonly (readonly [string, unknown])[] = Object.entries(
    Object(plan['routes']) as object,
  );
  return routes.map(([key, names]): Route => [key, Array.isArray(names) ? textsIn(names) : []]);
}

function textsIn(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}

export function withRoute(plan: Config, key: string, names: readonly string[]): Config {
  return { ...plan, routes: { ...(plan['routes'] as object | undefined), [key]: names } };
}

export function withoutRoute(plan: Config, key: string): Config {
  return { ...plan, routes: Object.fromEntries(routesOf(plan).filter(([each]) => each !== key)) };
}

/** Moves one name to another place. */
export function moved(names: readonly string[], from: number, to: number): readonly string[] {
  const name = names[from];
  if (name === undefined || to < 0 || to >= names.length) return names;
  return names.toSpliced(from, 1).toSpliced(to, 0, name);
}

/** The connectors of all routes, each once. */
export function namesOf(plan: Config): readonly string[] {
  return [...new Set(routesOf(plan).flatMap(([, names]) => names))];
}
