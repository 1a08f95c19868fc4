import path from 'node:path';
import type { FilledPage } from './fill-slots.ts';
import { readmePath, siteLinks } from './links.ts';
import type { Output } from './outputs.ts';
import type { PageFolder, Project } from './project.ts';
import { plainText, renderJson } from './render-json.ts';
import { renderMdx, type SiteFrontMatter } from './render-mdx.ts';
import { readmeLinks, renderReadme } from './render-readme.ts';
import { labels } from './strings.ts';
import { type Tongue, translateTree } from './translate.ts';

/** A page in one language, for every target that it has. */
export function renderPage(
  project: Project,
  folder: PageFolder,
  page: FilledPage,
  tongue: Tongue,
): readonly Output[] {
  const { locale } = tongue;
  const { package: owner, connector } = folder;
  const { file: source } = page;
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
}

/** Where a page is a README, in each language; `undefined` where it is none. */
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

function sitePath(file: string): string {
  return `${file.replace(/^\//, '').replace(/\.md$/, '')}.mdx`;
}
