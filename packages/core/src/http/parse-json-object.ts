/** A body as a JSON object, or `undefined` if it is anything else: HTML, an empty body, half of an object. */
export function parseJsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asJsonObject(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** A member of parsed JSON as an object, or `undefined` if it is anything else: a list, a text, `null`, no member at all. */
export function asJsonObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
