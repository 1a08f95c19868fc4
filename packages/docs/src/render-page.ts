import path from 'node:path';
import { dependencySection } from './dependencies.ts';
import type { FilledPage } from './fill-slots.ts';
import { guideSlug, readmePath, siteUrls } from './links.ts';
import type { Output } from './outputs.ts';
import type { PageFolder, Project } from './project.ts';
import { renderJson, sectionTemplates } from './render-json.ts';
import { mdxTemplate, renderMdx, type SiteFrontMatter } from './render-mdx.ts';
import { readmeTemplate, renderReadme } from './render-readme.ts';
import type { Template } from './template.ts';
import type { Tongue } from './translate.ts';
import { asHole, type Words, wordsIn } from './words.ts';

/**
 * Renders a page's structure once per target, and returns a function that fills in a language's text.
 */
export function pageRenderer(
  project: Project,
  folder: PageFolder,
  page: FilledPage,
): (tongue: Tongue) => readonly Output[] {
  const { package: owner, connector } = folder;
  const { tree, file: source } = page;
  const paths = readmePaths(project, folder, page);
  const brought = dependencySection(owner?.dependencies ?? []);
  const readme = paths && readmeTemplate({ ...tree, children: [...tree.children, ...brought] });
  const sitePath = sitePathOf(folder, page);
  const site: Template | undefined = sitePath === undefined ? undefined : mdxTemplate(tree);
  const sections = connector && sectionTemplates(tree);
  const url = siteUrls(project, source);

  return (tongue) => {
    const { locale } = tongue;
    const words = wordsIn(tongue);
    const outputs: Output[] = [];
    const catalogue = locale === 'en' ? undefined : `${folder.folder}/${locale}.po`;
    const add = (target: Output['target'], file: string, content: string): void => {
      const translated = catalogue === undefined ? {} : { catalogue };
      outputs.push({ target, locale, path: file, content, source, ...translated });
    };
    const here = paths?.get(locale);
    if (paths !== undefined && readme !== undefined && here !== undefined) {
      const isPublished = owner !== undefined;
      const context = { project, locale, words, source, catalogue, path: here, paths, isPublished };
      add('readme', here, renderReadme(readme, context));
    }
    if (site !== undefined && sitePath !== undefined) {
      const frontMatter = siteFrontMatter(folder, page, words);
      add('site', sitePath, renderMdx(site, { frontMatter, source, catalogue, words, url }));
    }
    if (connector !== undefined && sections !== undefined) {
      const packageName = owner?.name ?? '';
      const context = { packageName, facts: connector, locale, words, url };
      const title = words.plain(asHole(page.title));
      const document = renderJson(title, sections, context);
      const json = path.posix.join(folder.folder, `${locale}.json`);
      add('json', json, `${JSON.stringify(document, null, 2)}\n`);
    }
    return outputs;
  };
}

/** Returns the paths of a README in each language; `undefined` if the page is not a README. */
function readmePaths(
  project: Project,
  { package: owner }: PageFolder,
  { frontMatter }: FilledPage,
): ReadonlyMap<string, string> | undefined {
  if (owner !== undefined) {
    return new Map(project.locales.map((locale) => [locale, readmePath(owner.folder, locale)]));
  }
  const { readme } = frontMatter;
  if (readme === undefined) return undefined;
  return new Map(
    project.locales.map((locale) => {
      const name = locale === 'en' ? 'README.md' : `README.${locale}.md`;
      return [locale, path.posix.join(readme, name)];
    }),
  );
}

/** Returns a page's file on the docs site, relative to its language's folder; `undefined` if it is not published. */
function sitePathOf(
  { folder, connector, package: owner }: PageFolder,
  page: FilledPage,
): string | undefined {
  if (connector !== undefined) return `${guideSlug(connector.manifest.id).slice(1)}.mdx`;
  const { slug } = page.frontMatter;
  if (slug === undefined) return undefined;
  // Every guide has the same file name, so use the package's folder.
  if (owner !== undefined) return `${slug.slice(1)}.mdx`;
  return path.posix.relative(folder, page.file).replace(/\.md$/, '.mdx');
}

function siteFrontMatter(
  { connector }: PageFolder,
  { frontMatter, title }: FilledPage,
  words: Words,
): SiteFrontMatter {
  if (connector !== undefined) {
    const { id, name, description } = connector.manifest;
    const translated = words.plain(asHole(description));
    return {
      slug: guideSlug(id),
      sidebar_label: name,
      description: translated,
      sidebar_custom_props: { description: translated, logoFilename: `${id}.svg` },
    };
  }
  const { slug = '', description, sidebar_label: label = title } = frontMatter;
  return {
    slug,
    sidebar_label: words.plain(asHole(label)),
    ...(description !== undefined && { description: words.plain(asHole(description)) }),
  };
}
