// Generates the input of Docusaurus: the pages in every language, its translation files and the facts of the site.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GuideDocument } from '@sms-connectors/core';
import {
  buildAll,
  type PageFolder,
  plainWordsIn,
  readProject,
  sitePages,
} from '@sms-connectors/docs';
import { plot } from '../../bench/plot.ts';
import type { Results } from '../../bench/results.ts';
import { tokensCss } from '../../brand/css.ts';
import { connectorEntries, continentNames } from './connectors.ts';
import { contractFile, contractPage } from './contract-page.ts';
import { gatewayApiFile, gatewayApiPage } from './gateway-api-page.ts';
import { interfaceFaults, translationFiles } from './interface-words.ts';
import { root, siteDirectory } from './repository.ts';
import { searchWordsIn } from './search-words.ts';
import { pageVersions, siteFacts } from './site-facts.ts';
import { verificationDiagram } from './verification-diagram.ts';

const project = await readProject(root);
const folders = [...buildAll(project)];
const ownPages = folders.find(({ folder }) => folder.folder === 'docs/pages')?.folder as PageFolder;

const faults = [
  ...folders.flatMap(({ faults: found }) =>
    found.map(({ file, message, fix }) => `${file}: ${message} ${fix}`),
  ),
  ...interfaceFaults(await readFile(path.join(siteDirectory, 'pages/interface.md'), 'utf8')),
  ...((await readFile(contractFile, 'utf8')) === (await contractPage())
    ? []
    : ['docs/pages/reference/contract.md is out of date: run pnpm docs:contract']),
  ...((await readFile(gatewayApiFile, 'utf8')) === gatewayApiPage()
    ? []
    : ['docs/pages/reference/gateway-api.md is out of date: run pnpm docs:gateway-api']),
];
if (faults.length > 0) {
  console.error(`The site’s pages have problems:\n\n${faults.join('\n')}\n`);
  // Translators can preview an unfinished page, so a development build continues.
  if (process.env['SITE_DRAFT'] === undefined) process.exit(1);
}

await rm(path.join(siteDirectory, 'generated'), { recursive: true, force: true });
await rm(path.join(siteDirectory, 'i18n'), { recursive: true, force: true });

const outputs = folders.flatMap((built) => built.outputs.filter(({ target }) => target === 'site'));
for (const { locale, path: file, content } of outputs) {
  await write(`${sitePages(locale)}/${file}`, content);
}

const words = new Map(
  project.locales.map((locale) => [locale, plainWordsIn(project, ownPages, locale)]),
);
const guides = folders.flatMap((built) =>
  built.outputs.filter(({ target, locale }) => target === 'json' && locale === 'en'),
);
for (const { content } of guides) {
  const { id, logo } = JSON.parse(content) as GuideDocument;
  await write(`generated/static/img/connectors/${id}.svg`, logo);
}

await write('generated/tokens.css', tokensCss('html[data-theme]', "html[data-theme='dark']"));

const run = JSON.parse(
  await readFile(path.join(root, 'bench/results/full.json'), 'utf8'),
) as Results;
for (const [locale, inLocale] of words) {
  await write(`${sitePages(locale)}/reference/benchmarks.svg`, plot(run, inLocale.of));
  await write(
    `${sitePages(locale)}/reference/benchmarks.phone.svg`,
    plot(run, inLocale.of, 'phone'),
  );
  await write(`${sitePages(locale)}/verification.svg`, verificationDiagram(inLocale.of));
  await write(
    `${sitePages(locale)}/verification.phone.svg`,
    verificationDiagram(inLocale.of, 'phone'),
  );
}

const connectors = Object.fromEntries(
  [...words].map(([locale, inLocale]) => [locale, connectorEntries(project, inLocale, locale)]),
);
for (const [locale, inLocale] of words) {
  for (const [file, content] of Object.entries(
    translationFiles(inLocale, continentNames(connectors, locale)),
  )) {
    await write(`i18n/${locale}/${file}`, JSON.stringify(content, null, 2));
  }
}

const facts = await siteFacts(project, outputs, connectors);
await write('generated/site.json', JSON.stringify(facts, null, 2));
await write('generated/versions.json', JSON.stringify(pageVersions(facts)));
for (const [locale, inLocale] of words) {
  await write(
    `generated/search-words/${locale}.json`,
    JSON.stringify(searchWordsIn(facts, inLocale), null, 2),
  );
}
for (const [locale, entries] of Object.entries(connectors)) {
  await write(`generated/connectors/${locale}.json`, JSON.stringify(entries));
}

async function write(file: string, content: string): Promise<void> {
  const target = path.join(siteDirectory, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, content);
}
