import { cp, glob, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findConnectors } from './connectors.ts';
import { contractPage } from './contract-page.ts';
import { errorCodesPage } from './error-codes-page.ts';
import { readSource, siteDirectory } from './repository.ts';

const connectors = await findConnectors();
const core = JSON.parse(await readSource('packages/core/package.json')) as { version: string };
const locales = ['fr', 'pt'];
const pages: { file: string; source: string; markdown: string }[] = [
  { file: 'reference/contract.md', source: 'packages/core/src/contract.ts', markdown: await contractPage() },
  { file: 'reference/error-codes.md', source: 'packages/core/src/error-codes.ts', markdown: errorCodesPage(connectors) },
];
for await (const file of glob('docs/pages/*.md', { cwd: path.resolve(siteDirectory, '..') })) {
  pages.push({ file: path.basename(file), source: file, markdown: await readSource(file) });
}
for (const c of connectors)
  pages.push({ file: `integrations/${c.id}.md`, source: `packages/${c.id}/guide/guide.md`, markdown: `---\nslug: /integrations/${c.id}\nsidebar_label: ${c.name}\n---\n\n# ${c.name}\n\n## Setup\n\n\`\`\`json\n{"a": 1}\n\`\`\`\n` });

await rm(`${siteDirectory}/generated`, { recursive: true, force: true });
await rm(`${siteDirectory}/i18n`, { recursive: true, force: true });
const put = async (file: string, text: string) => {
  const target = path.join(siteDirectory, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
};
for (const { file, markdown } of pages) {
  await put(`generated/pages/${file}`, markdown);
  for (const l of locales) await put(`i18n/${l}/docusaurus-plugin-content-docs/current/${file}`, markdown);
}
for (const c of connectors) await put(`generated/static/img/connectors/${c.id}.svg`, c.logo);
await put('generated/static/llms.txt', 'x');
await put('generated/site.json', JSON.stringify({
  languages: [{ locale: 'fr', htmlLang: 'fr', label: 'Français' }, { locale: 'pt', htmlLang: 'pt-BR', label: 'Português (Brasil)' }],
  pages: pages.map(({ file, source }) => ({ id: file.replace(/\.mdx?$/, ''), file, source, catalogues: { fr: 'docs/pages/fr.po', pt: 'docs/pages/pt.po' }, package: '@sms-connectors/core', version: core.version })),
  connectors: connectors.map(({ errors: _, logo: __, ...rest }) => rest),
  example: await readSource('docs/src/landing/example.ts'),
}, null, 2));
