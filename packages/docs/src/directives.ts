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
 * What a directive inside a sentence stands for: `:list[usage-types]` and `:list[Type.field]` for the values
 * of an enum in prose, `:error[21211]` for our code of the provider's, `:console[Send]` for what the console
 * shows in the reader's language. `undefined` where it is none of them.
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
