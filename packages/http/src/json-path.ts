/** `$` for the whole body as a text, or names and indexes: `data.messages[0].id`. */
export const pathPattern = /^(?:\$|(?:[^.[\]$]+|\[\d+\])(?:\.[^.[\]]+|\[\d+\])*)$/;

/** A body that paths read. */
export interface ReadBody {
  readonly text: string;
  /** Its numbers are texts, as they are written: an ID may have more digits than a number can hold. */
  readonly json: unknown;
}

export function readBody(text: string): ReadBody {
  try {
    return { text, json: JSON.parse(text, asWritten as Reviver) };
  } catch {
    return { text, json: undefined };
  }
}

type Reviver = NonNullable<Parameters<typeof JSON.parse>[1]>;

// `source` is what the text has: https://github.com/tc39/proposal-json-parse-with-source
function asWritten(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

/** The text, number or boolean at a path, as a text; `undefined` if there is none. */
export function textAt({ text, json }: ReadBody, path: string): string | undefined {
  const value = path === '$' ? text.trim() : valueAt(json, keysOf(path));
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'boolean' ? String(value) : undefined;
}

/** The steps of a path. */
export function keysOf(path: string): readonly string[] {
  return path.match(/[^.[\]]+/g) ?? [];
}

/** Own members only: `constructor` is a name like any other. */
export function valueAt(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}
