import * as z from '#zod';
import type { ConfigSchema } from '../connector/connector-definition.ts';
import type { ConfigIssue } from '../errors/connector-error.ts';

/** Validates a config. What is wrong with it never repeats a value. */
export function validateConfig<Schema extends ConfigSchema>(
  schema: Schema,
  config: unknown,
): { readonly config: z.output<Schema> } | { readonly issues: readonly ConfigIssue[] } {
  const result = z.safeParse(schema, config, { error: markProblem });
  return result.success
    ? { config: result.data }
    : { issues: result.error.issues.flatMap((issue) => issuesOf(schema, issue)) };
}

// Stands for the message of a problem for which the schema has no words of its own.
const marks = { required: '\0required', other: '\0other' } as const;

// Only here the value is known, and with it whether the field is missing.
function markProblem({ input }: z.core.$ZodRawIssue): string {
  return input === undefined ? marks.required : marks.other;
}

interface Problem {
  readonly code: ConfigIssue['code'];
  readonly parameters?: ConfigIssue['parameters'];
}

function issuesOf(schema: ConfigSchema, issue: z.core.$ZodIssue): readonly ConfigIssue[] {
  if (issue.code === 'unrecognized_keys') {
    const fields = fieldAt(schema, issue.path).fields.join(', ');
    return issue.keys.map((key) =>
      issueAt(schema, [...issue.path, key], { code: 'unknown_field', parameters: { fields } }),
    );
  }
  if (issue.message === marks.required) return [issueAt(schema, issue.path, { code: 'required' })];
  if (issue.message === marks.other) return [issueAt(schema, issue.path, problemOf(issue))];
  return [issueAt(schema, issue.path, { code: 'custom' }, issue.message)];
}

function issueAt(
  schema: ConfigSchema,
  keys: readonly PropertyKey[],
  { code, parameters = {} }: Problem,
  message = problemText(code, parameters),
): ConfigIssue {
  const { description } = fieldAt(schema, keys);
  return {
    path: z.toDotPath(keys),
    keys,
    code,
    parameters,
    message,
    ...(description !== undefined && { description }),
  };
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'invalid_type', parameters: { expected: issue.expected } };
    case 'invalid_value':
      return { code: 'not_one_of', parameters: { values: issue.values.map(String).join(', ') } };
    case 'too_small':
      return {
        code: issue.origin in units ? 'too_short' : 'too_small',
        parameters: limitOf(issue.origin, issue.minimum, issue.inclusive),
      };
    case 'too_big':
      return {
        code: issue.origin in units ? 'too_long' : 'too_big',
        parameters: limitOf(issue.origin, issue.maximum, issue.inclusive),
      };
    default:
      return { code: 'invalid' };
  }
}

const units: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

function limitOf(
  origin: string,
  limit: number | bigint,
  inclusive: boolean | undefined,
): ConfigIssue['parameters'] {
  const unit = units[origin];
  return {
    limit: Number(limit),
    ...(unit === undefined ? { inclusive: String(inclusive !== false) } : { unit }),
  };
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** A problem in English words. Pages in other languages translate its code and parameters. */
function problemText(
  code: ConfigIssue['code'],
  { expected = '', values, limit, unit, inclusive, fields }: ConfigIssue['parameters'],
): string {
  switch (code) {
    case 'required':
      return 'Required.';
    case 'invalid_type':
      return `Must be ${kinds[expected] ?? `a ${expected}`}.`;
    case 'not_one_of':
      return `Must be one of ${values}.`;
    case 'too_short':
      return limit === 1 ? 'Must not be empty.' : `Must have at least ${limit} ${unit}.`;
    case 'too_long':
      return `Must have at most ${limit} ${unit}.`;
    case 'too_small':
      return `Must be ${inclusive === 'true' ? 'at least' : 'more than'} ${limit}.`;
    case 'too_big':
      return `Must be ${inclusive === 'true' ? 'at most' : 'less than'} ${limit}.`;
    case 'unknown_field':
      return `Unknown field. The fields here are ${fields}.`;
    default:
      return 'Not valid.';
  }
}

/** What the schema says about the field at a path: its description, and the names of its own fields. */
function fieldAt(
  schema: z.core.$ZodType,
  [key, ...rest]: readonly PropertyKey[],
): { readonly description?: string | undefined; readonly fields: readonly string[] } {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const description = key === undefined ? z.globalRegistry.get(schema)?.description : undefined;
  if ('innerType' in def) {
    const inner = fieldAt(def.innerType, key === undefined ? [] : [key, ...rest]);
    return { ...inner, description: description ?? inner.description };
  }
  const shape: Readonly<Record<PropertyKey, z.core.$ZodType>> =
    def.type === 'object' ? def.shape : {};
  if (key === undefined) return { description, fields: Object.keys(shape) };
  const next =
    def.type === 'array' ? def.element : Object.hasOwn(shape, key) ? shape[key] : undefined;
  return next === undefined ? { fields: [] } : fieldAt(next, rest);
}
