/** A template taken apart: literal text, and the paths of the placeholders between. */
export type TemplateParts = readonly (string | readonly string[])[];

// A third brace makes it none: `{{{code}}}` is another engine's, and would leave its braces in the text.
const placeholder = /(?<!\{)\{\{([^{}]*)\}\}(?!\})/g;
const path = /^[\p{L}_$][\p{L}\p{N}_$-]*(?:\.[\p{L}\p{N}_$-]+)*$/u;

/** What can be wrong with how a template is written. */
export const syntaxProblems = {
  name: 'A placeholder is not a name. Write placeholders as {{code}}.',
  braces: 'The braces do not match. Write placeholders as {{code}}.',
} as const;

/** Whether `{{name}}` is a placeholder. */
export function isPlaceholderName(name: string): boolean {
  return path.test(name);
}

/** Takes a template apart, or says what is wrong with it. */
export function parseTemplate(content: string): TemplateParts | { readonly problem: string } {
  const parts: (string | string[])[] = [];
  let end = 0;
  for (const match of content.matchAll(placeholder)) {
    const name = (match[1] as string).trim();
    if (!isPlaceholderName(name)) return { problem: syntaxProblems.name };
    parts.push(content.slice(end, match.index), name.split('.'));
    end = match.index + match[0].length;
  }
  parts.push(content.slice(end));
  const literals = parts.filter((part) => typeof part === 'string');
  if (literals.some((literal) => literal.includes('{{') || literal.includes('}}'))) {
    return { problem: syntaxProblems.braces };
  }
  return parts.filter((part) => part !== '');
}

/**
 * The text, or the path of the first placeholder that has no text or number for a value. A lone surrogate, such as half
 * of an emoji, becomes U+FFFD: it has no UTF-8, and each way of writing requests treats it in its own way.
 */
export function renderTemplate(
  parts: TemplateParts,
  payload: object,
): { readonly text: string } | { readonly missing: string } {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = valueAt(payload, part);
    if (value === undefined) return { missing: part.join('.') };
    text += value;
  }
  return { text: text.toWellFormed() };
}

// Own properties only: `toString` and `__proto__` are names like any other, and missing ones.
function valueAt(payload: object, keys: readonly string[]): string | number | undefined {
  let value: unknown = payload;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  const isText = typeof value === 'string' && value !== '';
  return isText || (typeof value === 'number' && Number.isFinite(value))
    ? (value as string)
    : undefined;
}
