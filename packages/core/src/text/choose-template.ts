import { lookup } from 'bcp-47-match';
import type { Template } from '../connector/connector-definition.ts';
import { type TemplateParts, parseTemplate } from './template.ts';
import {
  type UsageType,
  canonicalUsageType,
  isDeprecated,
  usageTypes,
} from '../usage-types/usage-types.ts';
import { usageTypeFallbacks } from '../usage-types/coverage.ts';

interface ChosenTemplate<SomeTemplate> {
  readonly template: SomeTemplate;
  readonly parts: TemplateParts;
}

export type ChooseTemplate<SomeTemplate> = (
  usageType: UsageType,
  locale: string | undefined,
) => ChosenTemplate<SomeTemplate> | undefined;

/**
 * Sorts the templates once, so that choosing is two look-ups. The usage type decides first, then the
 * locale by RFC 4647 lookup; where no locale matches, the template without one serves, or else the first.
 * A template of an old name serves only where the present one has none of the same locale.
 */
export function prepareTemplates<SomeTemplate extends Template>(
  templates: readonly SomeTemplate[],
): ChooseTemplate<SomeTemplate> {
  const currentFirst = templates.toSorted(
    (a, b) => Number(isDeprecated(a.usageType)) - Number(isDeprecated(b.usageType)),
  );
  const byUsageType = Map.groupBy(currentFirst, ({ usageType }) => canonicalUsageType(usageType));
  const choosers = new Map(
    usageTypes.map((usageType) => {
      const used = usageTypeFallbacks(usageType).find((candidate) => byUsageType.has(candidate));
      return [usageType, byLocale(used === undefined ? [] : (byUsageType.get(used) ?? []))];
    }),
  );
  return (usageType, locale) => choosers.get(usageType)?.(locale);
}

function byLocale<SomeTemplate extends Template>(templates: readonly SomeTemplate[]) {
  const chosen = templates.map((template) => {
    const parts = parseTemplate(template.content);
    // The schema has refused such a template already.
    if ('problem' in parts) throw new TypeError(`A template ${parts.problem}.`);
    return { template, parts };
  });
  const standard = chosen.find(({ template }) => template.locale === undefined) ?? chosen[0];
  const localised = new Map<string, ChosenTemplate<SomeTemplate>>();
  for (const choice of chosen) {
    const tag = choice.template.locale?.toLowerCase();
    if (tag !== undefined && !localised.has(tag)) localised.set(tag, choice);
  }
  const tags = [...localised.keys()];
  return (locale: string | undefined) => {
    if (locale === undefined || tags.length === 0) return standard;
    const tag = lookup(tags, locale.toLowerCase());
    return tag === undefined ? standard : localised.get(tag);
  };
}
