import { lookup } from 'bcp-47-match';
import {
  type UsageType,
  canonicalUsageType,
  isDeprecated,
  usageTypes,
} from '../usage-types/usage-types.ts';
import { usageTypeFallbacks } from '../usage-types/coverage.ts';
import { type CompiledTemplate, compileTemplate } from './compiled-template.ts';
import type { Template } from './template-types.ts';

export type ChooseTemplate<SomeTemplate extends Template> = (
  usageType: UsageType,
  locale: string | undefined,
) => CompiledTemplate<SomeTemplate> | undefined;

/**
 * Sorts the templates once, so that choosing is two look-ups. The usage type decides first, then the
 * locale by RFC 4647 lookup; if no locale matches, the template without one is used, or else the first.
 * A template of an old name is used only if the present one has none of the same locale.
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
  const compiled = templates.map(compileTemplate);
  const standard = compiled.find(({ template }) => template.locale === undefined) ?? compiled[0];
  const localised = new Map<string, CompiledTemplate<SomeTemplate>>();
  for (const choice of compiled) {
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
