import path from 'node:path';
import type { Wanted } from './catalogue.ts';
import { catalogueFaults } from './checks/catalogue-faults.ts';
import { pageFaults } from './checks/page-faults.ts';
import { directiveResolver } from './directives.ts';
import type { Fault } from './faults.ts';
import { type FilledPage, fillSlots } from './fill-slots.ts';
import { readmePath, siteLinks } from './links.ts';
import type { Output } from './outputs.ts';
import { readPage } from './page.ts';
import type { PageFolder, Project } from './project.ts';
import { plainText, renderJson } from './render-json.ts';
import { renderMdx, type SiteFrontMatter } from './render-mdx.ts';
import { readmeLinks, renderReadme } from './render-readme.ts';
import { finder, sentencesOf, wantedOf } from './sentences.ts';
import { labels } from './strings.ts';
import { type Tongue, translateTree } from './translate.ts';

/** All that one folder of pages comes to. It depends on no other folder's pages. */
export interface BuiltFolder {
  readonly folder: PageFolder;
  readonly outputs: readonly Output[];
  readonly faults: readonly Fault[];
  /** What the folder's catalogues have to translate, in order. */
  readonly wanted: readonly Wanted[];
}

/** Reads a folder's pages, fills them with what the code says, and renders them in every language. */
export function buildFolder(whole: Project, folder: PageFolder): BuiltFolder {
  const project = { ...whole, readCatalogue: readOnce(whole.readCatalogue) };
  const pages = folder.pages.flatMap((file) => readFilled(project, folder, file));
  const sentences = sentencesOf(folder, pages);
  const wanted = wantedOf(project, folder, sentences);
  const outputs = project.locales.flatMap((locale) => {
    const tongue: Tongue = {
      locale,
      find: finder(project, folder, locale),
      resolve: directiveResolver(folder.connector, locale),
    };
    return pages.flatMap((page) => renderPage(project, folder, page, tongue));
  });
  const missing = folder.pages.filter((file) => !pages.some((page) => page.file === file));
  const faults = [
    ...missing.map(withoutGuide),
    ...(folder.connector?.faults ?? []),
    ...pages.flatMap((page) => [...page.faults, ...pageFaults(project, folder, page)]),
    ...catalogueFaults(project, folder, sentences, wanted),
  ];
  return { folder, outputs, faults, wanted };
}

/** Each catalogue is asked for once a sentence, and read once a folder. */
function readOnce(read: Project['readCatalogue']): Project['readCatalogue'] {
  const known = new Map<string, ReturnType<typeof read>>();
  return (folder, locale) => {
    const key = `${folder} ${locale}`;
    if (!known.has(key)) known.set(key, read(folder, locale));
    return known.get(key);
  };
}

function readFilled(project: Project, folder: PageFolder, file: string): FilledPage[] {
  const source = sourceOf(project, file);
  if (source === undefined) return [];
  const connector = () => {
    if (folder.connector !== undefined) return folder.connector;
    throw new Error('This page is about no connector, so it cannot show one’s facts.');
  };
  const { connectors, readFile } = project;
  const isGuide = folder.connector !== undefined;
  return [fillSlots(readPage(source, file), { connector, connectors, readFile }, isGuide)];
}

function sourceOf(project: Project, file: string): string | undefined {
  try {
    return project.readFile(file);
  } catch {
    return undefined;
  }
}

function withoutGuide(file: string): Fault {
  return {
    check: 'page',
    file,
    message: 'The connector has no guide.',
    fix: 'Write it: another connector’s guide shows how.',
  };
}

function renderPage(
  project: Project,
  folder: PageFolder,
  page: FilledPage,
  tongue: Tongue,
): readonly Output[] {
  const { locale } = tongue;
  const { package: owner, connector } = folder;
  const { frontMatter, file: source } = page;
  const tree = translateTree(page.tree, tongue);
  const admonition = (name: string): string =>
    plainText((labels as Readonly<Record<string, string>>)[name] ?? name, tongue);
  const base = {
    locale,
    source,
    ...(locale !== 'en' && { catalogue: path.posix.join(folder.folder, `${locale}.po`) }),
  };
  const outputs: Output[] = [];

  const paths = readmePaths(project, folder, page);
  const here = paths?.get(locale);
  if (paths !== undefined && here !== undefined) {
    const isPublished = owner !== undefined;
    const context = { project, locale, source, path: here, paths, isPublished, admonition };
    const content = renderReadme(readmeLinks(tree, context), context);
    outputs.push({ ...base, target: 'readme', path: here, content });
  }
  const linked = siteLinks(tree, project, source);
  const site = siteFrontMatter(folder, page, tongue);
  if (site !== undefined) {
    const content = renderMdx(linked, { frontMatter: site, source, admonition });
    const file = connector === undefined ? path.posix.relative(folder.folder, source) : site.slug;
    outputs.push({ ...base, target: 'site', path: sitePath(file), content });
  }
  if (connector !== undefined && owner !== undefined) {
    const context = { packageName: owner.name, facts: connector, tongue, admonition };
    const content = `${JSON.stringify(renderJson(linked, context), null, 2)}\n`;
    const json = path.posix.join(folder.folder, `${locale}.json`);
    outputs.push({ ...base, target: 'json', path: json, content });
  }
  return outputs;

  function sitePath(file: string): string {
    return `${file.replace(/^\//, '').replace(/\.md$/, '')}.mdx`;
  }
}

/** Where a page is a README, in each language; `undefined` where it is none. */
export function readmePaths(
  project: Project,
  { package: owner }: PageFolder,
  { frontMatter }: FilledPage,
): ReadonlyMap<string, string> | undefined {
  if (owner !== undefined) {
    return new Map(project.locales.map((locale) => [locale, readmePath(owner.folder, locale)]));
  }
  const { readme } = frontMatter;
  if (readme === undefined) return undefined;
  const name = (locale: string) => (locale === 'en' ? 'README.md' : `README.${locale}.md`);
  return new Map(project.locales.map((locale) => [locale, path.posix.join(readme, name(locale))]));
}

function siteFrontMatter(
  { package: owner, connector }: PageFolder,
  { frontMatter, title }: FilledPage,
  tongue: Tongue,
): SiteFrontMatter | undefined {
  if (connector !== undefined) {
    const { id, name, description } = connector.manifest;
    const translated = plainText(description, tongue);
    return {
      slug: `/integrations/${id}`,
      sidebar_label: name,
      description: translated,
      sidebar_custom_props: {
        description: translated,
        logoFilename: `${id}.svg`,
        ...(owner !== undefined && { package: owner.name, version: owner.version }),
      },
    };
  }
  const { slug, description, sidebar_label: label = title } = frontMatter;
  if (slug === undefined) return undefined;
  return {
    slug,
    sidebar_label: plainText(label, tongue),
    ...(description !== undefined && { description: plainText(description, tongue) }),
  };
}
