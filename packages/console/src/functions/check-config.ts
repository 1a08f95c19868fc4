import { coverage, type Coverage, missingUsageTypes, type UsageType } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import type { Guide } from './guide.ts';
import type { AnyFactory } from './installed-connectors.ts';
import type { Language } from './languages.ts';
import { previewTemplates, type TemplatePreview } from './preview-templates.ts';
import { jsonSchemaOf, schemaAt } from './json-schema.ts';
import { sentence } from './sentence.ts';

/** One problem of a config. Never contains the value. */
export interface ConfigProblem {
  /** The path to the field, key by key. */
  readonly path: readonly (string | number)[];
  /** The same path as text: `templates[0].content`. */
  readonly at: string;
  /** What is wrong, in the requested language, or in English to be translated by the page's catalogues. */
  readonly message: string;
  /** Values for the message's `{placeholders}`. */
  readonly values?: Readonly<Record<string, string>> | undefined;
  /** What the field is for, in English. */
  readonly description?: string | undefined;
}

export interface ConfigReport {
  readonly valid: boolean;
  readonly problems: readonly ConfigProblem[];
  readonly coverage: Coverage;
  /** The required usage types that no template serves. */
  readonly missing: readonly UsageType[];
  readonly templates: readonly TemplatePreview[];
}

const missingField = sentence('This field is required.');
const unknownField = sentence('Unknown field. Known fields: {fields}.');

const localeErrors = {
  en: z.locales.en().localeError,
  fr: z.locales.fr().localeError,
  pt: z.locales.ptBR().localeError,
} satisfies Record<Language, unknown>;

/** Where translated messages come from: zod translates its own, a connector's are in its guide. */
export interface ProblemWords {
  readonly language: Language;
  readonly messages?: Guide['messages'];
}

/** Checks a config: its problems, which usage types its templates cover, and their segments. */
export function checkConfig(
  { configSchema }: Pick<AnyFactory, 'configSchema'>,
  config: unknown,
  { language, messages = {} }: ProblemWords = { language: 'en' },
): ConfigReport {
  const result = z.safeParse(configSchema, config, { error: localeErrors[language] });
  const issues = result.success ? [] : result.error.issues;
  const templates = previewTemplates(config);
  const covered = coverage(
    templates.filter((template) => template.usageType !== undefined) as Parameters<
      typeof coverage
    >[0],
  );
  return {
    valid: result.success,
    problems: issues
      .flatMap((issue) => problemsOf(configSchema, config, issue))
      .map((problem) => ({ ...problem, message: messages[problem.message] ?? problem.message })),
    coverage: covered,
    missing: missingUsageTypes(covered),
    templates,
  };
}

function problemsOf(
  schema: AnyFactory['configSchema'],
  config: unknown,
  issue: z.core.$ZodIssue,
): readonly ConfigProblem[] {
  const jsonSchema = jsonSchemaOf(schema);
  const problem = (
    path: readonly PropertyKey[],
    message: string,
    values?: ConfigProblem['values'],
  ) => {
    const description = schemaAt(jsonSchema, path)?.description;
    return {
      path: path as ConfigProblem['path'],
      at: z.core.toDotPath(path),
      message,
      ...(values !== undefined && { values }),
      ...(description !== undefined && { description }),
    };
  };
  if (issue.code === 'unrecognized_keys') {
    const fields = Object.keys(schemaAt(jsonSchema, issue.path)?.properties ?? {}).join(', ');
    return issue.keys.map((key) => problem([...issue.path, key], unknownField, { fields }));
  }
  const isMissing = issue.code !== 'custom' && valueAt(config, issue.path) === undefined;
  return [problem(issue.path, isMissing ? missingField : issue.message)];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return valueAt((value as Readonly<Record<PropertyKey, unknown>>)[key], rest);
}
