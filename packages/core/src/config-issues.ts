import * as z from 'zod';
import type { ConfigIssue } from './connector-error.ts';
import type { ConfigSchema } from './contract.ts';

/** Each thing that is wrong with a config: where, what, and what the field is for. Never its value. */
export function configIssues(
  schema: ConfigSchema,
  issues: readonly z.core.$ZodIssue[],
): readonly ConfigIssue[] {
  const jsonSchema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return issues.map((issue) => {
    const description = descriptionAt(jsonSchema, jsonSchema, issue.path);
    const problem = isMissing(issue) ? 'is missing' : issue.message;
    return {
      path: z.core.toDotPath(issue.path),
      message: description === undefined ? problem : `${problem}. ${description}`,
    };
  });
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function descriptionAt(
  root: JsonSchema,
  schema: JsonSchema,
  path: readonly PropertyKey[],
): string | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema.description;
  const here = schema.$ref === undefined ? schema : root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
  const next = typeof key === 'number' ? here?.items : here?.properties?.[String(key)];
  const isSchema = typeof next === 'object' && !Array.isArray(next);
  return isSchema ? descriptionAt(root, next, rest) : undefined;
}
