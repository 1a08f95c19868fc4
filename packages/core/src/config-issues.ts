import * as z from 'zod';
// By way of `z.core`, bundlers keep all of zod and its forty languages.
import { toDotPath } from 'zod/v4/core';
import type { ConfigIssue } from './connector-error.ts';
import type { ConfigSchema } from './definition.ts';

/** Each thing that is wrong with a config: where, what, and what the field is for. Never its value. */
export function configIssues(
  schema: ConfigSchema,
  issues: readonly z.core.$ZodIssue[],
): readonly ConfigIssue[] {
  const jsonSchema = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return issues.flatMap(unknownKeysApart).map(({ path, problem }) => {
    const description = schemaAt(jsonSchema, path)?.description;
    return {
      path: toDotPath(path),
      message: description === undefined ? problem : `${problem}. ${description}`,
    };
  });

  function unknownKeysApart(issue: z.core.$ZodIssue) {
    if (issue.code !== 'unrecognized_keys') {
      return [{ path: issue.path, problem: isMissing(issue) ? 'is missing' : issue.message }];
    }
    const known = Object.keys(schemaAt(jsonSchema, issue.path)?.properties ?? {}).join(', ');
    const problem = `is no field of the config; the fields here are ${known}`;
    return issue.keys.map((key) => ({ path: [...issue.path, key], problem }));
  }
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
}

type JsonSchema = z.core.JSONSchema.BaseSchema;

function schemaAt(
  root: JsonSchema,
  path: readonly PropertyKey[],
  schema: JsonSchema = root,
): JsonSchema | undefined {
  const here =
    schema.$ref === undefined ? schema : root.$defs?.[schema.$ref.split('/').at(-1) ?? ''];
  const [key, ...rest] = path;
  if (key === undefined || here === undefined) return here;
  const next = typeof key === 'number' ? here.items : here.properties?.[String(key)];
  const isSchema = typeof next === 'object' && !Array.isArray(next);
  return isSchema ? schemaAt(root, rest, next) : undefined;
}
