import type { TemplateParameter } from './template-types.ts';
import { parseTemplate } from './template.ts';

/** A template, or as much of one as somebody has written so far. */
export interface TemplateDraft {
  readonly usageType?: unknown;
  readonly content?: unknown;
  readonly templateId?: unknown;
  readonly parameters?: unknown;
  readonly withoutCode?: unknown;
}

/** The parameters of an approved template that names none. */
export const defaultParameters = [{ name: 'code' }] as const satisfies readonly TemplateParameter[];

/** The text that gives the value of an approved template's parameter. */
export function parameterContent({
  name,
  value,
}: Pick<TemplateParameter, 'name' | 'value'>): string {
  return value ?? `{{${name}}}`;
}

/** The names of a template's placeholders, each once, in their order; none if the template is malformed. */
export function templatePlaceholders(template: TemplateDraft): readonly string[] {
  const names = contentsOf(template).flatMap((content) => {
    const parts = parseTemplate(content);
    return 'problem' in parts ? [] : parts.filter((part) => typeof part !== 'string');
  });
  return [...new Set(names.map((keys) => keys.join('.')))];
}

/** The texts with placeholders that a message is made from: the content, or the values of the parameters. */
export function contentsOf({
  content,
  templateId,
  parameters = defaultParameters,
}: TemplateDraft): readonly string[] {
  if (templateId === undefined) return typeof content === 'string' ? [content] : [];
  const list: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  return list.flatMap((parameter) => {
    const { name, value } = Object(parameter) as Readonly<Record<string, unknown>>;
    if (typeof value === 'string') return [value];
    return typeof name === 'string' ? [parameterContent({ name })] : [];
  });
}
