import type { PhrasingContent } from 'mdast';

const noBreak = '\u00A0';
const narrowNoBreak = '\u202F';

/** The typographic rules of a language. */
interface Typography {
  readonly quotes: readonly [open: string, close: string];
  /** Replacements, in order. Each is idempotent. */
  readonly rules: readonly (readonly [RegExp, string])[];
}

const apostrophe = [/(?<=\p{L})'(?=\p{L})/gu, '’'] as const;

// After a word, the end of markup, or code, French has a space before some punctuation.
const afterWord = '(?<=[\\p{L}\\p{N})»]\\uFFFC?|\\uFFF9\\uFFFC)';
const end = '(?:[\\s;?!)»\\uFFFC]|$)';

const common: Typography = { quotes: ['“', '”'], rules: [apostrophe] };

/** Of the languages whose typography is not the common one. */
const typographies: Readonly<Record<string, Typography>> = {
  fr: {
    quotes: [`«${noBreak}`, `${noBreak}»`],
    rules: [
      apostrophe,
      [/«\s*/gu, `«${noBreak}`],
      [/\s*»/gu, `${noBreak}»`],
      [new RegExp(`\\s+(?=[;?!]${end})`, 'gu'), narrowNoBreak],
      [new RegExp(`${afterWord}(?=[;?!]${end})`, 'gu'), narrowNoBreak],
      [new RegExp(`\\s+(?=:${end})`, 'gu'), noBreak],
      [new RegExp(`${afterWord}(?=:${end})`, 'gu'), noBreak],
    ],
  },
};

/** Replaces what is not text (code, the end of a link) while the rules process a whole sentence. */
const object = '\uFFFC';
const codeMark = '\uFFF9';

/**
 * Typesets one sentence: quotation marks, apostrophes and French spaces. Code and URLs stay unchanged. It is
 * idempotent.
 */
export function typeset(children: readonly PhrasingContent[], locale: string): PhrasingContent[] {
  const texts: { value: string }[] = [];
  const copy = copyOf(children, texts);
  const typography = typographies[locale.split('-')[0] ?? ''] ?? common;
  const set = setText(texts.map(({ value }) => value).join(object), typography).split(object);
  for (const [index, node] of texts.entries()) node.value = set[index] ?? node.value;
  return copy;
}

function copyOf(
  children: readonly PhrasingContent[],
  texts: { value: string }[],
): PhrasingContent[] {
  return children.map((child): PhrasingContent => {
    if (child.type === 'text') {
      const node = { ...child };
      texts.push(node);
      return node;
    }
    if (child.type === 'image') {
      const image = { ...child };
      texts.push({
        get value() {
          return image.alt ?? '';
        },
        set value(alt) {
          image.alt = alt;
        },
      });
      return image;
    }
    // Code and labels on screens stay unchanged.
    if (child.type === 'inlineCode' || child.type === 'strong') {
      texts.push({ value: codeMark });
      return child;
    }
    if (child.type === 'link' && isAddress(child)) return child;
    if (!('children' in child)) return child;
    return { ...child, children: copyOf(child.children, texts) };
  });
}

function isAddress({ url, children }: { url: string; children: readonly PhrasingContent[] }) {
  const [only] = children;
  return children.length === 1 && only?.type === 'text' && url.endsWith(only.value);
}

function setText(value: string, { quotes, rules }: Typography): string {
  let isOpen = false;
  const set = value.replaceAll('"', () => {
    isOpen = !isOpen;
    return quotes[isOpen ? 0 : 1];
  });
  return rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), set);
}
