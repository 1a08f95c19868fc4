import { firstGenerationUsageTypes, requiredUsageTypes, usageTypes } from '@sms-connectors/core';
import type { PhrasingContent } from 'mdast';
import type { TextDirective } from 'mdast-util-directive';
import { toString } from 'mdast-util-to-string';
import type { ConnectorFacts } from './connector.ts';
import { code, text } from './nodes.ts';
import { consoleLabels } from './strings.ts';
import { codeList, type Tongue } from './translate.ts';

const lists: Readonly<Record<string, readonly string[]>> = {
  'usage-types': usageTypes,
  'required-usage-types': requiredUsageTypes,
  'first-generation-usage-types': firstGenerationUsageTypes,
};

/**
 * Resolves a directive inside a sentence: `:list[usage-types]` and `:list[Type.field]` to the values of an enum,
 * `:error[21211]` to our code for the provider's, `:console[Send]` to the console's label in the reader's
 * language. Returns `undefined` for other directives.
 */
export function directiveResolver(
  connector: ConnectorFacts | undefined,
  { locale, find }: Pick<Tongue, 'locale' | 'find'>,
) {
  return (directive: TextDirective): readonly PhrasingContent[] | undefined => {
    const words = toString(directive);
    if (directive.name === 'list') {
      const values = lists[words] ?? enumValues(connector, words);
      return values && codeList(values, locale);
    }
    if (directive.name === 'error') {
      const row = connector?.errorRows.find(({ cause }) => cause === words);
      return row && [code(row.code)];
    }
    if (directive.name === 'console' && consoleLabels.some((label) => label === words)) {
      const label = (find(words) ?? words).replace(
        '{name}',
        (hole) => connector?.manifest.name ?? hole,
      );
      return [{ type: 'strong', children: [text(label)] }];
    }
    return undefined;
  };
}

function enumValues(connector: ConnectorFacts | undefined, path: string) {
  const [type, name] = path.includes('.') ? path.split('.') : [undefined, path];
  const table = connector?.tables.find((candidate) => candidate.type === type);
  return table?.fields.find((field) => field.name === name)?.values;
}
