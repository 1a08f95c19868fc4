import * as z from '#zod';
import type { ConfigIssue } from '../errors/connector-error.ts';
import type { ConfigSchema } from '../connector/connector-definition.ts';

/** Each thing that is wrong with a config: where, what, and what the field is for. Never its value. */
export function configIssues(
  schema: ConfigSchema,
  issues: readonly z.core.$ZodIssue[],
): readonly ConfigIssue[] {
  return issues.flatMap(unknownKeysApart).map(({ path, problem }) => {
    const { description } = fieldAt(schema, path);
    return {
      path: z.toDotPath(path),
      // The guides' bold type is none in a terminal.
      message:
        description === undefined ? problem : `${problem}. ${description.replaceAll('**', '')}`,
    };
  });

  function unknownKeysApart({ path, message, ...issue }: z.core.$ZodIssue) {
    if (issue.code !== 'unrecognized_keys') return [{ path, problem: message }];
    const problem = `is no field of the config; the fields here are ${fieldAt(schema, path).fields.join(', ')}`;
    return issue.keys.map((key) => ({ path: [...path, key], problem }));
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const units: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

/** What is wrong with a value, where its schema has no words of its own. Never repeats the value. */
export function problemOf(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type') {
    return `must be ${kinds[issue.expected] ?? `a ${issue.expected}`}`;
  }
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return tooSmall(issue);
  if (issue.code === 'too_big') return tooBig(issue);
  return 'does not fit';
}

function tooSmall({
  origin,
  minimum,
  inclusive,
}: Pick<z.core.$ZodIssueTooSmall, 'origin' | 'minimum' | 'inclusive'>): string {
  const unit = units[origin];
  if (unit === undefined)
    return `must be ${inclusive === false ? `over ${minimum}` : `${minimum} or more`}`;
  return minimum === 1 ? 'must not be empty' : `must have ${minimum} ${unit} or more`;
}

function tooBig({
  origin,
  maximum,
  inclusive,
}: Pick<z.core.$ZodIssueTooBig, 'origin' | 'maximum' | 'inclusive'>): string {
  const unit = units[origin];
  if (unit === undefined)
    return `must be ${inclusive === false ? `under ${maximum}` : `${maximum} or less`}`;
  return `must have ${maximum} ${unit} or fewer`;
}

/** What the schema says of the field at a path: its description, and the names of its own fields. */
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
  const next = def.type === 'array' ? def.element : shape[key];
  return next === undefined ? { fields: [] } : fieldAt(next, rest);
}
