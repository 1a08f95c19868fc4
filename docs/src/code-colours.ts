import type { PrismTheme } from 'prism-react-renderer';

// Every colour has a contrast of at least 4.5 on its background.
export const codeLight = theme({
  background: '#f2f5f4',
  plain: '#14201d',
  comment: '#55655f',
  keyword: '#8a2c5b',
  string: '#00625a',
  name: '#1f4fa3',
  literal: '#9a3a00',
  punctuation: '#485853',
});

export const codeDark = theme({
  background: '#16211e',
  plain: '#e4ece9',
  comment: '#93a59f',
  keyword: '#f29ac4',
  string: '#7fdcc8',
  name: '#9cc0ff',
  literal: '#ffb787',
  punctuation: '#a9b9b3',
});

interface Colours {
  readonly background: string;
  readonly plain: string;
  readonly comment: string;
  readonly keyword: string;
  readonly string: string;
  readonly name: string;
  readonly literal: string;
  readonly punctuation: string;
}

function theme(colours: Colours): PrismTheme {
  return {
    plain: { color: colours.plain, backgroundColor: colours.background },
    styles: [
      rule(colours.comment, 'comment', 'prolog', 'doctype'),
      rule(colours.punctuation, 'punctuation', 'operator'),
      rule(colours.keyword, 'keyword', 'tag', 'atrule', 'selector'),
      rule(colours.string, 'string', 'char', 'template-string', 'attr-value', 'inserted'),
      rule(colours.name, 'function', 'class-name', 'property', 'attr-name', 'variable'),
      rule(colours.literal, 'number', 'boolean', 'constant', 'symbol', 'deleted'),
    ],
  };
}

function rule(color: string, ...types: string[]) {
  return { types, style: { color } };
}
