import {
  deprecatedUsageTypes,
  requiredUsageTypes,
  usageTypes,
} from '@sms-connectors/core';
import { type Declaration, declarationsOf } from './declarations.ts';
import { readSource } from './repository.ts';
import { cell, code, frontMatter, table } from './markdown.ts';

const files = ['packages/core/src/contract.ts', 'packages/core/src/connector-error.ts'];

/** The contract as a page: each exported type and its members, in the words of the code. */
export async function contractPage(): Promise<string> {
  const declarations = await Promise.all(
    files.map(async (file) => declarationsOf(file, await readSource(file))),
  );
  return [
    frontMatter({
      slug: '/reference/contract',
      description: 'Every type that a connector takes, gives and throws, as the code has it.',
    }),
    '# The contract',
    'This page is made from the types of `@sms-connectors/core`. Every member is read-only. A `?` marks what may be left out.',
    ...usageTypeSection(),
    ...declarations.flat().map(section),
  ].join('\n\n');
}

function usageTypeSection(): readonly string[] {
  const required: readonly string[] = requiredUsageTypes;
  const old = Object.entries(deprecatedUsageTypes).map(
    ([name, now]) => `An old config’s ${code(name)} is read as ${code(now)}.`,
  );
  const rows = usageTypes.map((type) => [
    code(type),
    required.includes(type) ? 'Wants a template of its own.' : 'Uses the template of `Generic` where it has none.',
  ]);
  return [
    '## Usage types',
    'The usage type says why a code is sent, and chooses the template.',
    table(['Usage type', 'Template'], rows),
    ...old,
  ];
}

function section({ name, description, members, code: source }: Declaration): string {
  const rows = members.map((member) => [
    code(member.name),
    code(member.type),
    cell(member.description),
  ]);
  return [
    `## \`${name}\``,
    description,
    source === undefined ? '' : `\`\`\`ts\n${source}\n\`\`\``,
    rows.length > 0 ? table(['Member', 'Type', 'Meaning'], rows) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
