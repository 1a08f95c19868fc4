import { dots, type Paths, pathsIn, valueAt } from '../functions/paths.ts';

type Value = Readonly<Record<string, unknown>>;

/** Replaces the secrets of a config by dots. */
export function hideSecrets<Config extends Value>(config: Config, paths: Paths): Config {
  return pathsIn(config, paths).reduce(
    (hidden, path) => replaceAt(hidden, path, (secret) => (isText(secret) ? dots : secret)),
    config,
  );
}

/** Restores the secrets of an edited config where it still has dots. */
export function restoreSecrets<Config extends Value>(
  edited: Config,
  original: Value,
  paths: Paths,
): Config {
  return pathsIn(edited, paths).reduce(
    (restored, path) =>
      replaceAt(restored, path, (value) => (value === dots ? valueAt(original, path) : value)),
    edited,
  );
}

function replaceAt<Config extends Value>(
  config: Config,
  path: readonly string[],
  replace: (value: unknown) => unknown,
): Config {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(config, key)) return config;
  const value = config[key];
  const isInner = rest.length > 0 && typeof value === 'object' && value !== null;
  if (rest.length > 0 && !isInner) return config;
  const next = isInner ? replaceAt(value as Value, rest, replace) : replace(value);
  return { ...config, [key]: next };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
