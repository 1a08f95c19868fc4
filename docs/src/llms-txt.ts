import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadedContent } from '@docusaurus/plugin-content-docs';
import { applyTrailingSlash } from '@docusaurus/utils-common';
import type { Plugin } from '@docusaurus/types';
import { strings, themeStrings } from './strings.ts';

const navigation = 'theme.docs.sidebar.navAriaLabel';

interface ListedPage {
  readonly title: string;
  readonly description: string;
  readonly permalink: string;
}

/** Writes a list of the pages for language models in each language: https://llmstxt.org */
export function llmsTxt(): Plugin {
  let pages: readonly ListedPage[] = [];
  return {
    name: 'llms-txt',
    async allContentLoaded({ allContent }) {
      const { default: docs } = allContent['docusaurus-plugin-content-docs'] as {
        readonly default: LoadedContent;
      };
      pages = docs.loadedVersions.flatMap((version) => version.docs);
    },
    async postBuild({ outDir, siteConfig, codeTranslations }) {
      const tagline = codeTranslations[strings.tagline] ?? strings.tagline;
      const heading = codeTranslations[navigation] ?? themeStrings[navigation];
      const lines = pages.map(
        ({ title, description, permalink }) =>
          `- [${title}](${siteConfig.url}${applyTrailingSlash(permalink, siteConfig)}): ${description}`,
      );
      const text = `# ${siteConfig.title}\n\n> ${tagline}\n\n## ${heading}\n\n${lines.join('\n')}\n`;
      await writeFile(path.join(outDir, 'llms.txt'), text);
    },
  };
}
