import { errorCodes } from '@sms-connectors/core';
import type { Output, Project } from '@sms-connectors/docs';
import type { ConnectorEntry } from './connectors.ts';
import { landingFacts, type LandingFacts } from './landing-facts.ts';

/** Facts that the site's components use: `generated/site.json`. */
export interface SiteFacts {
  /** The repository's web URL. */
  readonly repository: string;
  /** The languages except English. */
  readonly languages: readonly Language[];
  readonly pages: readonly PageFacts[];
  readonly connectors: Readonly<Record<string, readonly ConnectorEntry[]>>;
  readonly landing: LandingFacts;
  /** The words of the contract for failures. */
  readonly errors: { readonly codes: readonly string[]; readonly outcomes: readonly string[] };
}

/** The package that each page describes: `generated/versions.json`, which every page loads. */
export type PageVersions = Readonly<Record<string, Pick<PageFacts, 'package' | 'version'>>>;

interface Language {
  readonly locale: string;
  readonly htmlLang: string;
  readonly label: string;
  /** Whether a release needs the pages of `docs/pages` complete in this language. */
  readonly isComplete: boolean;
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

/** The packages that the pages of this folder describe, other than core. */
const describedPackages: Readonly<Record<string, string>> = {
  'survive-an-outage': '@sms-connectors/policies',
  'send-by-country': '@sms-connectors/policies',
  'stop-sms-pumping': '@sms-connectors/policies',
  'see-what-happens': '@sms-connectors/policies',
  'verify-a-phone-number': '@sms-connectors/verify',
  'send-through-a-queue': '@sms-connectors/queue',
  'run-the-gateway': '@sms-connectors/gateway',
  'reference/gateway-api': '@sms-connectors/gateway',
};

// Languages whose tag without a region means another country to browsers.
const htmlLangs: Readonly<Record<string, string>> = { pt: 'pt-BR' };

export async function siteFacts(
  project: Project,
  outputs: readonly Output[],
  connectors: SiteFacts['connectors'],
): Promise<SiteFacts> {
  return {
    repository: project.repository ?? '',
    languages: project.locales.slice(1).map((locale) => language(project, locale)),
    pages: pageFacts(project, outputs),
    connectors,
    landing: await landingFacts(),
    errors: {
      codes: ['accepted', ...Object.keys(errorCodes)],
      outcomes: ['accepted', 'rejected', 'unknown'],
    },
  };
}

export function pageVersions({ pages }: SiteFacts): PageVersions {
  return Object.fromEntries(
    pages.map(({ id, package: name, version }) => [id, { package: name, version }]),
  );
}

function language({ mustBeComplete, readCatalogue }: Project, locale: string): Language {
  const htmlLang = htmlLangs[locale] ?? locale;
  const name = new Intl.DisplayNames(htmlLang, { type: 'language' }).of(htmlLang) ?? htmlLang;
  return {
    locale,
    htmlLang,
    label: name.charAt(0).toLocaleUpperCase(htmlLang) + name.slice(1),
    isComplete: mustBeComplete(locale, readCatalogue('docs/pages', locale)),
  };
}

function pageFacts(project: Project, outputs: readonly Output[]): readonly PageFacts[] {
  const packages = project.folders.flatMap((folder) => folder.package ?? []);
  return [...Map.groupBy(outputs, (output) => output.path)].map(([file, versions]) => {
    const source = versions[0]?.source ?? '';
    const id = file.replace(/\.mdx$/, '');
    const owner =
      project.folders.find(({ pages }) => pages.includes(source))?.package ??
      packages.find(({ name }) => name === (describedPackages[id] ?? '@sms-connectors/core'));
    if (owner === undefined) throw new Error(`${source} describes no package.`);
    return {
      id,
      file,
      sources: Object.fromEntries(
        versions.map(({ locale, catalogue }) => [locale, catalogue ?? source]),
      ),
      package: owner.name,
      version: owner.version,
    };
  });
}
