import * as z from 'zod/mini';
import { toDotPath } from 'zod/v4/core';
import type { ConfigIssue, ConfigIssueCode } from '../errors/connector-error.ts';

/**
 * Validates a config, or other settings, and returns it, or everything that is wrong with it; `parseConfig` throws
 * instead. No issue repeats a value.
 */
export function validateConfig<Schema extends z.core.$ZodType>(
  schema: Schema,
  config: unknown,
): { readonly config: z.output<Schema> } | { readonly issues: readonly ConfigIssue[] } {
  try {
    const result = z.safeParse(schema, config, { error: markProblem });
    if (result.success) return { config: result.data };
    return { issues: boundedIssues(schema, result.error.issues) };
  } catch {
    // What a getter throws may contain anything.
    return { issues: [unreadable] };
  }
}

const maxIssues = 100;

/** The first issues, and how many more there are. */
function boundedIssues(
  schema: z.core.$ZodType,
  found: readonly z.core.$ZodIssue[],
): readonly ConfigIssue[] {
  const count = found.reduce((sum, issue) => sum + countOf(issue), 0);
  const issues: ConfigIssue[] = [];
  for (const issue of found) {
    if (issues.length >= maxIssues) break;
    issues.push(...issuesOf(schema, issue, maxIssues - issues.length));
  }
  const more = count - issues.length;
  return more === 0
    ? issues
    : [...issues, { path: '', keys: [], ...described({ code: 'more', parameters: { more } }) }];
}

function countOf(issue: z.core.$ZodIssue): number {
  if (issue.code === 'invalid_key') {
    return issue.issues.reduce((sum, inner) => sum + countOf(inner), 0);
  }
  return issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
}

// Stands for the message of a problem for which the schema has no words of its own.
const marks = { required: '\0required', other: '\0other' } as const;

// Only here the value is known, and with it whether the field is missing.
function markProblem({ input }: z.core.$ZodRawIssue): string {
  return input === undefined ? marks.required : marks.other;
}

interface Problem {
  readonly code: Exclude<ConfigIssueCode, 'custom'>;
  readonly parameters?: ConfigIssue['parameters'];
}

function issuesOf(
  schema: z.core.$ZodType,
  issue: z.core.$ZodIssue,
  atMost: number,
): readonly ConfigIssue[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    const fields = fieldAt(schema, path).fields.join(', ');
    const unknown = described({ code: 'unknown_field', parameters: { fields } });
    return issue.keys.slice(0, atMost).map((key) => issueAt(schema, [...path, key], unknown));
  }
  if (issue.code === 'invalid_key') {
    return issue.issues.flatMap((inner) => issuesOf(schema, { ...inner, path }, atMost));
  }
  if (message === marks.required) return [issueAt(schema, path, described({ code: 'required' }))];
  if (message === marks.other) return [issueAt(schema, path, described(problemOf(issue)))];
  return [issueAt(schema, path, { code: 'custom', parameters: {}, message })];
}

function issueAt(
  schema: z.core.$ZodType,
  keys: readonly PropertyKey[],
  issue: Pick<ConfigIssue, 'code' | 'parameters' | 'message'>,
): ConfigIssue {
  const { description } = fieldAt(schema, keys);
  return {
    path: toDotPath(keys),
    // Configs are JSON, which has no symbols.
    keys: keys.filter((key) => typeof key !== 'symbol'),
    ...issue,
    ...(description !== undefined && { description }),
  };
}

function described({ code, parameters = {} }: Problem) {
  return { code, parameters, message: texts[code](parameters) };
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  if (issue.code === 'invalid_type') {
    return { code: 'invalid_type', parameters: { expected: issue.expected } };
  }
  if (issue.code === 'invalid_value') {
    return { code: 'not_one_of', parameters: { values: issue.values.map(String).join(', ') } };
  }
  if (issue.code === 'too_small') {
    return {
      code: issue.origin in units ? 'too_short' : 'too_small',
      parameters: limitOf(issue.origin, issue.minimum, issue.inclusive),
    };
  }
  if (issue.code === 'too_big') {
    return {
      code: issue.origin in units ? 'too_long' : 'too_big',
      parameters: limitOf(issue.origin, issue.maximum, issue.inclusive),
    };
  }
  return { code: 'invalid' };
}

const units: Readonly<Record<string, 'characters' | 'entries'>> = {
  string: 'characters',
  array: 'entries',
};

function limitOf(
  origin: string,
  limit: number | bigint,
  inclusive: boolean | undefined,
): ConfigIssue['parameters'] {
  const unit = units[origin];
  return {
    limit: Number(limit),
    ...(unit === undefined ? { inclusive: inclusive !== false } : { unit }),
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

type Parameters = ConfigIssue['parameters'];

/** Each kind of problem in English. Pages in other languages translate its code and parameters. */
const texts: Readonly<
  Record<Exclude<ConfigIssueCode, 'custom'>, (parameters: Parameters) => string>
> = {
  required: () => 'Required.',
  invalid_type: ({ expected = '' }) => `Must be ${kinds[expected] ?? `a ${expected}`}.`,
  not_one_of: ({ values }) => `Must be one of ${values}.`,
  too_short: ({ limit, unit }) =>
    limit === 1 ? 'Must not be empty.' : `Must have at least ${limit} ${unit}.`,
  too_long: ({ limit, unit = '' }) =>
    `Must have at most ${limit} ${limit === 1 ? singular[unit] : unit}.`,
  too_small: ({ limit, inclusive }) =>
    `Must be ${inclusive === true ? 'at least' : 'more than'} ${limit}.`,
  too_big: ({ limit, inclusive }) =>
    `Must be ${inclusive === true ? 'at most' : 'less than'} ${limit}.`,
  unknown_field: ({ fields }) => `Unknown field. The fields here are ${fields}.`,
  invalid: () => 'Not valid.',
  unreadable: () => 'Could not be read.',
  more: ({ more }) => (more === 1 ? 'And 1 more problem.' : `And ${more} more problems.`),
};

const singular: Readonly<Record<string, string>> = { characters: 'character', entries: 'entry' };

/** The issue of a config that throws when it is read. */
export const unreadable: ConfigIssue = {
  path: '',
  keys: [],
  ...described({ code: 'unreadable' }),
};

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
  // A config in an older form is converted first; its fields are those of the present one.
  if (def.type === 'pipe') return fieldAt(def.out, key === undefined ? [] : [key, ...rest]);
  const shape: Readonly<Record<PropertyKey, z.core.$ZodType>> =
    def.type === 'object' ? def.shape : {};
  if (key === undefined) return { description, fields: Object.keys(shape) };
  const next =
    def.type === 'array'
      ? def.element
      : def.type === 'record'
        ? def.valueType
        : Object.hasOwn(shape, key)
          ? shape[key]
          : undefined;
  return next === undefined ? { fields: [] } : fieldAt(next, rest);
}
