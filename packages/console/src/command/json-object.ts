import { UsageError } from './terminal.ts';

/** Parses the text of a file. @throws `UsageError` if it is not a JSON object; quotes nothing of it */
export function parseJsonObject(text: string, file: string): Readonly<Record<string, unknown>> {
  const value = valueOf(text, file);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new UsageError(`'${file}' is not a JSON object.`);
}

function valueOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The rest of the message quotes the text, and the text contains credentials.
    const [, place] = / (\(line \d+ column \d+\))/.exec((error as Error).message) ?? [];
    throw new UsageError(`'${file}' is not valid JSON${place === undefined ? '' : ` ${place}`}.`);
  }
}
