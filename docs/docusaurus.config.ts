import { readFileSync } from 'node:fs';
import path from 'node:path';
import npm2yarn from '@docusaurus/remark-plugin-npm2yarn';
import type { Options as DocsOptions } from '@docusaurus/plugin-content-docs';
import type { UserThemeConfig } from '@docusaurus/theme-common';
import type { Config } from '@docusaurus/types';
import type { SiteFacts } from './generate/site-facts.ts';
import { codeDark, codeLight } from './src/code-colours.ts';
import { connectorIndex } from './src/connectors/plugin.ts';
import { landing } from './src/landing/plugin.ts';
import { llmsTxt } from './src/llms-txt.ts';
import { labelCells } from './src/markdown/cell-labels.ts';
import { darkPictures } from './src/markdown/dark-pictures.ts';
import { divideGuides } from './src/markdown/guide-parts.ts';
import { errorCards } from './src/markdown/error-cards.ts';
import { markInstallCommands } from './src/markdown/install-commands.ts';
import { phonePictures } from './src/markdown/phone-pictures.ts';
import { programsWithOutput } from './src/markdown/programs-with-output.ts';
import { notFoundPages } from './src/not-found.ts';
import { strings } from './src/strings.ts';

const address = new URL(process.env['SITE_URL'] ?? 'https://sms-connectors.github.io/');
const facts = readFileSync(path.join(__dirname, 'generated/site.json'), 'utf8');
const site = JSON.parse(facts) as SiteFacts;
const { repository } = site;
const sourcesOf = new Map(site.pages.map(({ file, sources }) => [file, sources]));

export default {
  title: 'sms-connectors',
  tagline: strings.tagline,
  url: address.origin,
  baseUrl: address.pathname,
  trailingSlash: true,
  favicon: 'img/favicon.svg',
  future: { v4: true, faster: true },
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: { hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' } },
  staticDirectories: ['static', 'generated/static'],
  i18n: {
    defaultLocale: 'en',
    locales: ['en', ...site.languages.map(({ locale }) => locale)] as [string, ...string[]],
    localeConfigs: Object.fromEntries(
      site.languages.map(({ locale, htmlLang, label }) => [locale, { htmlLang, label }]),
    ),
  },
  themes: [['@docusaurus/theme-classic', { customCss: './src/css/site.css' }]],
  plugins: [
    [
      '@docusaurus/plugin-content-docs',
      {
        path: 'generated/pages',
        routeBasePath: '/',
        sidebarPath: './sidebars.ts',
        beforeDefaultRemarkPlugins: [phonePictures, darkPictures],
        remarkPlugins: [
          markInstallCommands,
          [npm2yarn, { sync: true, converters: ['pnpm', 'yarn', 'bun'] }],
        ],
        rehypePlugins: [
          [errorCards, { ...site.errors, reference: '/reference/error-codes' }],
          labelCells,
          programsWithOutput,
          divideGuides,
        ],
        editUrl: ({ docPath, locale }) => {
          const sources = sourcesOf.get(docPath);
          return `${repository}/blob/main/${sources?.[locale]}`;
        },
      } satisfies DocsOptions,
    ],
    '@docusaurus/plugin-sitemap',
    landing,
    connectorIndex,
    notFoundPages,
    llmsTxt,
  ],
  // One search index contains all languages.
  customFields: { searchBundle: `${address.pathname}pagefind/` },
  themeConfig: {
    image: 'img/social-card.png',
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: 'sms-connectors',
      logo: { src: 'img/logo.svg', srcDark: 'img/logo-dark.svg', alt: '', width: 32, height: 32 },
      items: [
        {
          to: '/send-your-first-code',
          label: strings.getStarted,
          activeBaseRegex:
            '/(send-your-first-code|receive-delivery-reports|test-your-app|console)/',
        },
        {
          to: '/connectors/',
          label: strings.connectors,
          activeBaseRegex: '/(connectors|integrations)/',
        },
        { to: '/reference/contract', label: strings.reference, activeBaseRegex: '/reference/' },
        { type: 'search', position: 'right' },
        { type: 'localeDropdown', position: 'right' },
        { href: repository, label: 'GitHub', position: 'right' },
      ],
    },
    footer: {
      links: [
        { label: strings.sourceOnGitHub, href: repository },
        { label: 'llms.txt', href: `pathname://${address.pathname}llms.txt` },
        { label: strings.licence, href: `${repository}/blob/main/LICENSE` },
      ],
    },
    docs: { sidebar: { hideable: false } },
    prism: { theme: codeLight, darkTheme: codeDark, additionalLanguages: ['bash', 'json'] },
  } satisfies UserThemeConfig,
} satisfies Config;
