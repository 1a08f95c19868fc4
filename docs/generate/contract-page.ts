import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Declaration, declarationsOf } from './declarations.ts';
import { cell, code, table } from './markdown.ts';
import { root } from './repository.ts';

const parts = [
  {
    title: 'To send',
    files: [
      'packages/core/src/contract.ts',
      'packages/core/src/errors/connector-error.ts',
      'packages/core/src/http/transport-reasons.ts',
    ],
  },
  {
    title: 'To receive delivery reports',
    files: [
      'packages/core/src/webhooks/delivery-report-handler.ts',
      'packages/core/src/webhooks/report-store.ts',
    ],
  },
  {
    title: 'To write a connector',
    files: [
      'packages/core/src/connector/connector-definition.ts',
      'packages/core/src/http/port.ts',
    ],
  },
];
/** The committed page, which translators read. */
export const contractFile = path.join(root, 'docs/pages/reference/contract.md');

const top = `---
# Made from the types of packages/core/src by docs/generate/contract-page.ts. Change those, then run pnpm docs:contract.
slug: /reference/contract
description: The types of the messages, receipts, errors and connectors, generated from the code.
---

# The contract

This page is generated from the types of \`@sms-connectors/core\`. Every member is read-only. \`?\` marks optional members.

## Usage types

The usage type is the purpose of a code, and selects the template. The usage types that are not required use the \`Generic\` template by default.

::usage-types`;

/** The contract as an English page: each exported type and its members, in the words of the code. */
export async function contractPage(): Promise<string> {
  const sections = await Promise.all(
    parts.map(async ({ title, files }) => {
      const declarations = await Promise.all(
        files.map(async (file) =>
          declarationsOf(file, await readFile(path.join(root, file), 'utf8')),
        ),
      );
      return [`## ${title}`, ...declarations.flat().map(section)];
    }),
  );
  return `${[top, ...sections.flat()].join('\n\n')}\n`;
}

function section({ name, description, members, code: source }: Declaration): string {
  const rows = members.map((member) => [
    code(member.name),
    code(member.type),
    cell(member.description),
  ]);
  return [
    `### \`${name}\``,
    description,
    source === undefined ? '' : `\`\`\`ts\n${source}\n\`\`\``,
    rows.length > 0 ? table(['Member', 'Type', 'Meaning'], rows) : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

if (import.meta.main) await writeFile(contractFile, await contractPage());
