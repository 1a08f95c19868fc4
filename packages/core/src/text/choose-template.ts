import { usageTypeFallbacks } from '../usage-types/coverage.ts';
import {
  type UsageType,
  canonicalUsageType,
  isDeprecated,
  usageTypes,
} from '../usage-types/usage-types.ts';
import { type CompiledTemplate, compileTemplate } from './compiled-template.ts';
import { type Language, readLanguage } from './language-tag.ts';
import { matchAnyScript, matchLanguage } from './match-language.ts';
import { readerLanguages } from './reader-languages.ts';
import type { Template } from './template-types.ts';

export type ChooseTemplate<SomeTemplate extends Template> = (
  usageType: UsageType,
  locale: string | undefined,
) => CompiledTemplate<SomeTemplate> | undefined;

/**
 * Sorts the templates once, so that choosing is two look-ups. The usage type decides first, then the reader's
 * language. If no template is in it, the template without a locale is used; if all have one, a template in the
 * reader's language in another script, or else the first. A template of an old name is used only if the present one
 * has none of the same locale.
 */
export function prepareTemplates<SomeTemplate extends Template>(
  templates: readonly SomeTemplate[],
): ChooseTemplate<SomeTemplate> {
  const currentFirst = templates.toSorted(
    (a, b) => Number(isDeprecated(a.usageType)) - Number(isDeprecated(b.usageType)),
  );
  const byUsageType = Map.groupBy(currentFirst, ({ usageType }) => canonicalUsageType(usageType));
  const choosers = new Map(
    [...byUsageType].map(([usageType, candidates]) => [usageType, byLocale(candidates)]),
  );
  const used = new Map(
    usageTypes.map((usageType) => [
      usageType,
      usageTypeFallbacks(usageType)
        .map((candidate) => choosers.get(candidate))
        .find((choose) => choose !== undefined),
    ]),
  );
  return (usageType, locale) => used.get(usageType)?.(locale);
}

// Anybody may send any locale, so what is read and what is remembered is limited.
const maxLocaleLength = 500;
const maxRemembered = 100;

function byLocale<SomeTemplate extends Template>(templates: readonly SomeTemplate[]) {
  const compiled = templates.map(compileTemplate);
  const standard = compiled.find(({ template }) => template.locale === undefined);
  const otherwise = standard ?? compiled[0];
  const localised = new Map<string, CompiledTemplate<SomeTemplate>>();
  for (const choice of compiled) {
    const { locale } = choice.template;
    if (locale !== undefined && !localised.has(locale)) localised.set(locale, choice);
  }

  let available: readonly Language[] | undefined;
  const match = (locale: string): CompiledTemplate<SomeTemplate> | undefined => {
    // Not before it is needed: Intl takes milliseconds to load what it knows of languages.
    available ??= [...localised.keys()].flatMap((name) => readLanguage(name) ?? []);
    const wanted = readerLanguages(locale);
    const found =
      matchLanguage(wanted, available) ??
      (standard === undefined ? matchAnyScript(wanted, available) : undefined);
    return found === undefined ? otherwise : localised.get(found.name);
  };

  const remembered = new Map<string, CompiledTemplate<SomeTemplate> | undefined>();
  return (locale: string | undefined): CompiledTemplate<SomeTemplate> | undefined => {
    if (locale === undefined || localised.size === 0) return otherwise;
    const known = localised.get(locale) ?? remembered.get(locale);
    if (known !== undefined) return known;
    if (locale.length > maxLocaleLength) return otherwise;
    const choice = match(locale);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(locale, choice);
    return choice;
  };
}
