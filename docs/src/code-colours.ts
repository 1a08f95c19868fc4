import type { PrismTheme } from 'prism-react-renderer';
import { colourOf, type ColourName, type Scheme } from '../../brand/tokens.ts';

export const codeLight = theme('light');
export const codeDark = theme('dark');

function theme(scheme: Scheme): PrismTheme {
  const rule = (name: ColourName, ...types: string[]) => ({
    types,
    style: { color: colourOf(name, scheme) },
  });
  return {
    plain: { color: colourOf('ink', scheme), backgroundColor: colourOf('wash', scheme) },
    styles: [
      rule('comment', 'comment', 'prolog', 'doctype'),
      rule('punctuation', 'punctuation', 'operator'),
      rule('keyword', 'keyword', 'tag', 'atrule', 'selector'),
      rule('string', 'string', 'char', 'template-string', 'attr-value', 'inserted'),
      rule('name', 'function', 'class-name', 'property', 'attr-name', 'variable'),
      rule('literal', 'number', 'boolean', 'constant', 'symbol', 'deleted'),
    ],
  };
}
