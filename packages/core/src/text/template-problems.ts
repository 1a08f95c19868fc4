import type { Open } from '../contract.ts';
import {
  canonicalUsageType,
  type UsageType,
  usageTypeFacts,
  usageTypes,
} from '../usage-types/usage-types.ts';
import { contentsOf, type TemplateDraft, templatePlaceholders } from './template-placeholders.ts';
import { parseTemplate } from './template.ts';

/** Why the person would get a message without the code or the link. */
export interface TemplateProblem {
  /**
   * `misspelt_placeholder`: something stands in the text that is not filled in. `no_placeholder`: nothing does.
   * `no_parameter`: no parameter of an approved template takes the value.
   */
  readonly code: Open<TemplateProblemCode>;
  readonly parameters: {
    /** How to write it: `{{code}}` or `{{link}}`. */
    readonly placeholder: string;
    /** With `misspelt_placeholder`: what is in its place, such as `{code}`. */
    readonly written?: string | undefined;
  };
  /** What is wrong, and how to fix it, in English. */
  readonly message: string;
}

export type TemplateProblemCode = 'misspelt_placeholder' | 'no_placeholder' | 'no_parameter';

/** The values that messages are sent for, as the texts of the usage types name them: `code` and `link`. */
export const carriedValues: readonly string[] = [
  ...new Set(usageTypes.flatMap((usageType) => valuesOf(usageType))),
];

function valuesOf(usageType: UsageType): readonly string[] {
  return templatePlaceholders({ content: usageTypeFacts[usageType].text });
}

/** Whether a template has a placeholder for a value that messages are sent for. */
export function carriesValue(template: TemplateDraft): boolean {
  return templatePlaceholders(template).some((name) => carriedValues.includes(name));
}

/**
 * What is wrong with a template that a config's schema accepts: every usage type is for a code or a link, and a template
 * without `{{code}}` and `{{link}}` loses both, unless its `withoutCode` allows it. A malformed template has none of
 * these problems: `validateConfig` reports it.
 */
export function templateProblems(template: TemplateDraft): readonly TemplateProblem[] {
  const contents = contentsOf(template);
  const isText = template.templateId === undefined;
  const isWritten = contents.every(isTemplate) && (!isText || contents.length > 0);
  if (template.withoutCode === true || !isWritten || carriesValue(template)) return [];

  const wanted = wantedBy(template.usageType);
  const found = contents.map((content) => misspelling(content, wanted)).find(Boolean);
  if (found !== undefined && (isText || isExplicit(template, found.written))) {
    const { written, name } = found;
    return [problem('misspelt_placeholder', { placeholder: `{{${name}}}`, written })];
  }
  return [problem(isText ? 'no_placeholder' : 'no_parameter', { placeholder: `{{${wanted}}}` })];
}

function isTemplate(content: string): boolean {
  return content !== '' && !('problem' in parseTemplate(content));
}

/** Whether a parameter's own `value` has it; the default is made from the provider's name of the parameter. */
function isExplicit({ parameters }: TemplateDraft, written: string): boolean {
  const list: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  return list.some((each) => {
    const { value } = Object(each) as { readonly value?: unknown };
    return typeof value === 'string' && value.includes(written);
  });
}

function wantedBy(usageType: unknown): string {
  const name = typeof usageType === 'string' ? canonicalUsageType(usageType as UsageType) : '';
  const known = usageTypes.find((each) => each === name);
  return (known && valuesOf(known)[0]) ?? 'code';
}

const messages: Readonly<
  Record<TemplateProblemCode, (parameters: TemplateProblem['parameters']) => string>
> = {
  misspelt_placeholder: ({ placeholder, written }) =>
    `Write ${placeholder} instead of ${written}, which is not filled in.`,
  no_placeholder: ({ placeholder }) =>
    `Has no ${placeholder}. Add it, or set withoutCode if the message needs neither a code nor a link.`,
  no_parameter: ({ placeholder }) =>
    `No parameter has the value ${placeholder}. Set it, or set withoutCode if the message needs neither a code nor a link.`,
};

function problem(
  code: TemplateProblemCode,
  parameters: TemplateProblem['parameters'],
): TemplateProblem {
  return { code, parameters, message: messages[code](parameters) };
}

// Placeholders of other languages and providers; the group is the name, if there is one.
const placeholders =
  /\{\{\s*([^{}]*?)\s*\}\}|[$#%]?\{[#\s]*([\w.-]*)[#\s]*\}|<%[=-]?\s*([\w.]*)\s*-?%>|%\(([\w.]*)\)[sd]|%(?:\d\$)?[sd@](?!\w)/g;
// These are also found in texts that have no placeholders, so the name decides.
const likelyPlaceholders = /(?<!\w)[[<%#@:$_]+([A-Za-z][\w-]*(?:\.[\w-]+)*)[\]>%#@]*/g;

/** The first placeholder of another spelling that may be meant, and the value that it stands for. */
function misspelling(
  content: string,
  wanted: string,
): { readonly written: string; readonly name: string } | undefined {
  const certain = Array.from(content.matchAll(placeholders), ([written, ...groups]) => ({
    written,
    name: meantBy(groups.find((group) => group !== undefined) ?? '', wanted),
  }));
  const likely = Array.from(content.matchAll(likelyPlaceholders), ([written, name = '']) => ({
    written,
    name: meantBy(name),
  }));
  return [...certain, ...likely].find(
    (each): each is typeof each & { readonly name: string } => each.name !== undefined,
  );
}

const synonyms: Readonly<Record<string, RegExp>> = {
  code: /code|otp|^pin$|^token$/,
  link: /link|^ur[li]$|^href$/,
};

/** The value that a name stands for; `anonymous` if it says nothing, as in `{0}` and `%s`. */
function meantBy(name: string, anonymous?: string): string | undefined {
  const word = (name.split('.').at(-1) ?? '').toLowerCase().replaceAll(/[^\p{L}]/gu, '');
  if (word === '' || word === 'var') return anonymous;
  return carriedValues.find((value) => synonyms[value]?.test(word) === true || isTypo(word, value));
}

/** Whether one letter is missing, added or wrong, or two have changed places. */
function isTypo(word: string, right: string): boolean {
  const start = [...right].findIndex((letter, index) => letter !== word[index]);
  if (start === -1) return word.length <= right.length + 1;
  const [ours, theirs] = [right.slice(start), word.slice(start)];
  return (
    theirs === ours.slice(1) ||
    theirs.slice(1) === ours ||
    theirs.slice(1) === ours.slice(1) ||
    theirs === `${ours.slice(1, 2)}${ours.slice(0, 1)}${ours.slice(2)}`
  );
}
