import path from 'node:path';
import { dependencySection } from './dependency-section.ts';
import type { FilledPage } from './fill-slots.ts';
import { absoluteUrls, guideSlug, readmePath, siteAddress, siteUrls } from './links.ts';
import { logoOf } from './logo.ts';
import type { Output } from './outputs.ts';
import { pageLanguages } from './page-languages.ts';
import type { PageFolder, Project } from './project.ts';
import { renderJson, sectionTemplates } from './render-json.ts';
import { renderMarkdown } from './render-markdown.ts';
import { mdxTemplate, renderMdx, type SiteFrontMatter } from './render-mdx.ts';
import { readmeNotice, readmeTemplate, renderReadme } from './render-readme.ts';
import type { Tongue } from './translate.ts';
import { pageSentences, translationNotice } from './translation-notice.ts';
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
  const languages = pageLanguages(project, folder, page);
  const paths = readmePaths(languages, folder, page);
  const sentences = pageSentences(page);
  const brought = dependencySection(owner?.dependencies ?? []);
  const readme = paths && readmeTemplate({ ...tree, children: [...tree.children, ...brought] });
  const sitePath = sitePathOf(folder, page);
  const site = sitePath === undefined ? undefined : mdxTemplate(tree);
  const guide = connector && { sections: sectionTemplates(tree), markdown: readmeTemplate(tree) };
  const onSite = siteUrls(project, source);
  const logo = connector && logoOf(project, folder, connector.manifest.name);

  return (tongue) => {
    const { locale } = tongue;
    const words = wordsIn(tongue, sentences);
    const outputs: Output[] = [];
    const catalogue = project.readCatalogue(folder.folder, locale)?.file;
    const box = translationNotice(sentences, words);
    const notice = box && readmeNotice(box, words);
    const add = (target: Output['target'], file: string, content: string): void => {
      const translated = catalogue === undefined ? {} : { catalogue };
      outputs.push({ target, locale, path: file, content, source, ...translated });
    };
    const here = paths?.get(locale);
    if (paths !== undefined && readme !== undefined && here !== undefined) {
      const isPublished = owner !== undefined;
      const context = { project, locale, words, source, catalogue, paths, isPublished, notice };
      add('readme', here, renderReadme(readme, { ...context, path: here }));
    }
    if (site !== undefined && sitePath !== undefined) {
      const frontMatter = siteFrontMatter(folder, page, words);
      const context = { frontMatter, source, catalogue, words, url: onSite, notice: box };
      add('site', sitePath, renderMdx(site, context));
    }
    if (connector !== undefined && guide !== undefined && languages.includes(locale)) {
      const url = absoluteUrls(project, onSite, locale);
      const file = path.posix.join(folder.folder, locale);
      const frontMatter = siteFrontMatter(folder, page, words);
      const shown = { frontMatter, source, catalogue, words, url, notice };
      add('markdown', `${file}.md`, renderMarkdown(guide.markdown, shown));
      const document = renderJson(guide.sections, {
        packageName: owner?.name ?? '',
        facts: connector,
        locale,
        title: words.plain(asHole(page.title)),
        siteUrl: siteAddress(project, locale),
        logo: logo?.svg ?? '',
        words,
        url,
        notice: box,
      });
      add('json', `${file}.json`, `${JSON.stringify(document, null, 2)}\n`);
    }
    if (locale === 'en' && logo?.isOwn === false) add('logo', logo.file, logo.svg);
    return outputs;
  };
}

/** Returns the paths of a README in each language; `undefined` if the page is not a README. */
function readmePaths(
  languages: readonly string[],
  { package: owner }: PageFolder,
  { frontMatter }: FilledPage,
): ReadonlyMap<string, string> | undefined {
  if (owner !== undefined) {
    return new Map(languages.map((locale) => [locale, readmePath(owner.folder, locale)]));
  }
  const { readme } = frontMatter;
  if (readme === undefined) return undefined;
  return new Map(
    languages.map((locale) => {
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
