import type { PhrasingContent, Segment } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { toString } from 'mdast-util-to-string';
import { isParent } from './markdown.ts';
import { code, parsed, text } from './nodes.ts';
import type { Hole } from './template.ts';
import { typeset } from './typography.ts';

/** One language's translations for one page. */
export interface Tongue {
  readonly locale: string;
  /** The translation of an English sentence, if there is one. */
  readonly find: (msgid: string) => string | undefined;
  /** Resolves a directive in a sentence: `:list[…]`, `:error[…]`. */
  readonly resolve: (directive: TextDirective) => readonly PhrasingContent[] | undefined;
}

/** The text for a hole, translated and typeset. */
function speak(hole: Hole, tongue: Tongue): readonly PhrasingContent[] {
  const isEnglish = hole.type === 'segment' && tongue.find(hole.msgid) === undefined;
  return typeset(resolved(hole, tongue, {}), isEnglish ? 'en' : tongue.locale);
}

/** Caches a language's texts, because three targets need the same ones. */
export function speaker(tongue: Tongue): (hole: Hole) => readonly PhrasingContent[] {
  const said = new Map<Hole, readonly PhrasingContent[]>();
  return (hole) => {
    const words = said.get(hole) ?? speak(hole, tongue);
    said.set(hole, words);
    return words;
  };
}

function resolved(
  node: PhrasingContent,
  tongue: Tongue,
  values: Segment['values'],
): readonly PhrasingContent[] {
  if (node.type === 'segment') {
    const translation = tongue.find(node.msgid);
    const words =
      (translation === undefined ? undefined : parsed(translation, node)) ?? node.children;
    return words.flatMap((child) => resolved(child, tongue, node.values));
  }
  if (node.type !== 'textDirective') {
    if (!isParent(node)) return [node];
    const children = node.children.flatMap((child) => resolved(child, tongue, values));
    return [{ ...node, children }];
  }
  const { locale } = tongue;
  switch (node.name) {
    case 'value': {
      const value = values[toString(node)];
      return value === undefined ? [node] : resolved(value, tongue, values);
    }
    case 'number':
      return [text(numbers(locale).format(Number(toString(node))))];
    case 'listing':
      return enumerated(
        node.children.map((child) => resolved(child, tongue, values)),
        locale,
      );
    default:
      return tongue.resolve(node) ?? [node];
  }
}

// Spanish is read where 10.000 is ten thousand and where it is ten. In Costa Rica, a space separates thousands.
const numbers = memoised((locale) => new Intl.NumberFormat(locale === 'es' ? 'es-CR' : locale));
// British English has no comma before the last “and”.
const lists = memoised(
  (locale) => new Intl.ListFormat(locale === 'en' ? 'en-GB' : locale, { type: 'conjunction' }),
);

/** Formats a list, such as “a, b and c”. */
function enumerated(
  items: readonly (readonly PhrasingContent[])[],
  locale: string,
): readonly PhrasingContent[] {
  return lists(locale)
    .formatToParts(items.map((_, index) => String(index)))
    .flatMap(({ type, value }) =>
      type === 'element' ? (items[Number(value)] ?? []) : [text(value)],
    );
}

/** Formats names of values as a list in prose. */
export function codeList(values: readonly string[], locale: string): readonly PhrasingContent[] {
  return enumerated(
    values.map((value) => [code(value)]),
    locale,
  );
}

// Creating an Intl format is more expensive than using it, so cache it.
function memoised<Value>(make: (locale: string) => Value): (locale: string) => Value {
  const made = new Map<string, Value>();
  return (locale) => {
    const value = made.get(locale) ?? make(locale);
    made.set(locale, value);
    return value;
  };
}
