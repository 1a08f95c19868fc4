import {
  measureText,
  parseTemplate,
  renderTemplate,
  type TemplateDraft,
  templatePlaceholders,
  type TemplateParts,
  type TemplateProblem,
  templateProblems,
  type TextMeasure,
  type Ucs2Character,
  ucs2Characters,
  usageTypes,
  type UsageType,
} from '@sms-connectors/core';

/** One template as it would be shown and billed. */
export interface TemplatePreview {
  readonly usageType?: UsageType | 'Test' | undefined;
  readonly locale?: string | undefined;
  /** The names of its placeholders; of an approved template, those of its parameters. */
  readonly placeholders: readonly string[];
  /** Why a message would lose its code or its link. */
  readonly problems: readonly TemplateProblem[];
  /** The text with the payload's values; a placeholder without a value stays as written. */
  readonly text: string;
  readonly measure: TextMeasure;
  /** The characters that force UCS-2. */
  readonly ucs2: readonly Ucs2Character[];
}

/** Sample values for common placeholders of codes and invitations. */
export const samplePayload = {
  code: '123456',
  link: 'https://example.com/i/7Qm2',
} as const;

/** Previews every template of a config, even of an incomplete one. */
export function previewTemplates(
  config: unknown,
  payload: object = samplePayload,
): readonly TemplatePreview[] {
  const templates = (config as { templates?: unknown } | null | undefined)?.templates;
  return Array.isArray(templates) ? templates.map((each) => previewTemplate(each, payload)) : [];
}

export function previewTemplate(template: unknown, payload: object): TemplatePreview {
  const draft = Object(template) as TemplateDraft & { readonly locale?: unknown };
  const { content, usageType, locale } = draft;
  const written = typeof content === 'string' ? content : '';
  const parts = parseTemplate(written);
  const text = 'problem' in parts ? written : renderKnown(parts, payload);
  return {
    ...(isUsageType(usageType) && { usageType }),
    ...(typeof locale === 'string' && locale !== '' && { locale }),
    placeholders: templatePlaceholders(draft),
    problems: templateProblems(draft),
    text,
    measure: measureText(text),
    ucs2: ucs2Characters(text),
  };
}

function isUsageType(name: unknown): name is UsageType | 'Test' {
  return name === 'Test' || (usageTypes as readonly unknown[]).includes(name);
}

function renderKnown(parts: TemplateParts, payload: object): string {
  return parts
    .map((part) => {
      const rendering = renderTemplate([part], payload);
      return 'text' in rendering ? rendering.text : `{{${rendering.missing}}}`;
    })
    .join('');
}
