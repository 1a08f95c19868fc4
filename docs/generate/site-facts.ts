import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Output, Project } from '@sms-connectors/docs';
import type { ConnectorEntry } from './connectors.ts';
import { root } from './repository.ts';

/** Facts that the site's components use: `generated/site.json`. */
export interface SiteFacts {
  /** The repository's web URL. */
  readonly repository: string;
  /** The languages except English. */
  readonly languages: readonly Language[];
  readonly pages: readonly PageFacts[];
  readonly connectors: Readonly<Record<string, readonly ConnectorEntry[]>>;
  /** The program on the front page. */
  readonly example: string;
}

interface Language {
  readonly locale: string;
  readonly htmlLang: string;
  readonly label: string;
}

interface PageFacts {
  readonly id: string;
  /** The path relative to the folder of a language's pages. */
  readonly file: string;
  /** The source of the page in each language, relative to the root of the repository. */
  readonly sources: Readonly<Record<string, string>>;
  /** The package that it describes. */
  readonly package: string;
  readonly version: string;
}

// Languages whose tag without a region means another country to browsers.
const htmlLangs: Readonly<Record<string, string>> = { pt: 'pt-BR' };

export async function siteFacts(
  project: Project,
  outputs: readonly Output[],
  connectors: SiteFacts['connectors'],
): Promise<SiteFacts> {
  return {
    repository: project.repository ?? '',
    languages: project.locales.slice(1).map(language),
    pages: await pageFacts(project, outputs),
    connectors,
    example: await readFile(path.join(root, 'docs/src/landing/example.ts'), 'utf8'),
  };
}

function language(locale: string): Language {
  const htmlLang = htmlLangs[locale] ?? locale;
  const name = new Intl.DisplayNames(htmlLang, { type: 'language' }).of(htmlLang) ?? htmlLang;
  return { locale, htmlLang, label: name.charAt(0).toLocaleUpperCase(htmlLang) + name.slice(1) };
}

async function pageFacts(
  project: Project,
  outputs: readonly Output[],
): Promise<readonly PageFacts[]> {
  const core = JSON.parse(
    await readFile(path.join(root, 'packages/core/package.json'), 'utf8'),
  ) as { readonly name: string; readonly version: string };
  return [...Map.groupBy(outputs, (output) => output.path)].map(([file, versions]) => {
    const source = versions[0]?.source ?? '';
    const owner = project.folders.find(({ pages }) => pages.includes(source))?.package ?? core;
    return {
      id: file.replace(/\.mdx$/, ''),
      file,
      sources: Object.fromEntries(
        versions.map(({ locale, catalogue }) => [locale, catalogue ?? source]),
      ),
      package: owner.name,
      version: owner.version,
    };
  });
}
