import { type Comment, type Span, parseSync } from 'oxc-parser';

/** An exported type, interface or class. */
export interface Declaration {
  readonly name: string;
  readonly description: string;
  readonly members: readonly Member[];
  /** The source of the declaration, if it has no members. */
  readonly code?: string;
}

interface Member {
  /** `to`, `locale?`, `provider.id`. */
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

/** Returns the exported types of a TypeScript file in order, with their doc comments. */
export function declarationsOf(file: string, source: string): readonly Declaration[] {
  const { program, comments, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  const describe = ({ start }: Span): string => descriptionBefore(start, docs, source);
  const text = ({ start, end }: Span): string => source.slice(start, end);

  return program.body.flatMap((statement): readonly Declaration[] => {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) return [];
    const { declaration } = statement;
    const description = describe(statement);
    const { name } = (declaration as Named).id ?? { name: '' };
    if (declaration.type === 'TSTypeAliasDeclaration') {
      return [{ name, description, members: [], code: text(declaration) }];
    }
    const isShape =
      declaration.type === 'TSInterfaceDeclaration' || declaration.type === 'ClassDeclaration';
    return isShape ? [declarationOf(name, description, declaration, declaration.body.body)] : [];
  });

  // A type without named members, such as one with an index signature, is shown as source.
  function declarationOf(
    name: string,
    description: string,
    whole: Span,
    body: readonly Span[],
  ): Declaration {
    const found = members(body);
    const isPlain = found.every((member) => member.description === '');
    return isPlain
      ? { name, description, members: [], code: text(whole) }
      : { name, description, members: found };
  }

  function members(nodes: readonly Span[], prefix = ''): readonly Member[] {
    return nodes.flatMap((node) => {
      const { key, typeAnnotation, optional, declare } = node as Property;
      const type = typeAnnotation?.typeAnnotation;
      if (type === undefined || key === undefined) return callSignature(node as Signature);
      const name = `${prefix}${text(key)}`;
      const nested = type.type === 'TSTypeLiteral' ? members(type.members, `${name}.`) : [];
      if (nested.length > 0) return nested;
      const isOptional = optional === true || declare === true;
      const member = { type: typeText(text(type), isOptional), description: describe(node) };
      return [{ name: isOptional ? `${name}?` : name, ...member }];
    });
  }

  function callSignature(node: Signature): readonly Member[] {
    if (node.type !== 'TSCallSignatureDeclaration') return [];
    return [{ name: '( )', type: typeText(text(node), false), description: describe(node) }];
  }
}

interface Named {
  readonly id?: { readonly name: string } | null;
}

interface Signature extends Span {
  readonly type: string;
}

interface Property extends Signature {
  readonly key?: Span;
  readonly typeAnnotation?: {
    readonly typeAnnotation: Signature & { readonly members: readonly Span[] };
  } | null;
  readonly optional?: boolean;
  readonly declare?: boolean;
}

function typeText(source: string, isOptional: boolean): string {
  const type = source
    .replaceAll(/readonly /g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/,? ([)>])/g, '$1')
    .replaceAll(/([(<]) /g, '$1')
    .replace(/;$/, '')
    .replace(/^\| /, '');
  return isOptional ? type.replace(/ \| undefined$/, '') : type;
}

// A doc comment belongs to the declaration after it if only whitespace is between them.
function descriptionBefore(start: number, docs: readonly Comment[], source: string): string {
  const doc = docs.findLast(({ end }) => end <= start);
  if (doc === undefined || source.slice(doc.end, start).trim() !== '') return '';
  return doc.value
    .replaceAll(/^\s*\*+ ?/gm, '')
    .replaceAll(/\{@link ([^}]+)\}/g, '`$1`')
    .replaceAll(/@see\s+(https:\/\/([^/\s]+)\S*)/g, 'See [$2]($1).')
    .replaceAll(/(^|[.\s])\s*@throws\s+/g, '$1 Throws ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/(?<=[^.])$/, '.');
}
