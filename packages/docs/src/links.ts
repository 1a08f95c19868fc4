import path from 'node:path';
import type { PhrasingContent } from 'mdast';
import { isParent, parseMarkdown } from './markdown.ts';
import { frontMatterIn } from './page.ts';
import { hasGuide } from './page-languages.ts';
import type { Project } from './project.ts';

/** Rewrites the URL of every link in a tree. A picture with `{locale}` in its URL exists in each language. */
export function mapLinks(
  node: PhrasingContent,
  to: (url: string) => string,
  locale: string,
): PhrasingContent {
  if (node.type === 'image') {
    return { ...node, url: node.url.replace(/\{locale\}|%7Blocale%7D/, locale) };
  }
  if (node.type === 'text' || !isParent(node)) return node;
  const children = node.children.map((child) => mapLinks(child, to, locale));
  const mapped = { ...node, children } as PhrasingContent;
  return mapped.type === 'link' ? { ...mapped, url: to(mapped.url) } : mapped;
}

/** Returns the path of a package's README in a language. */
export function readmePath(folder: string, locale: string): string {
  return path.posix.normalize(
    locale === 'en' ? `${folder}/README.md` : `${folder}/guide/README.${locale}.md`,
  );
}

/** Returns the URL of a file of the project: absolute, on GitHub, for pages that npm also shows. */
export function addressOf(
  project: Project,
  file: string,
  from: string,
  isPublished = true,
): string {
  const { repository } = project;
  return repository === undefined || !isPublished
    ? path.posix.relative(path.posix.dirname(from), file)
    : `${repository}/blob/HEAD/${file}`;
}

/** Resolves a relative link to a file, relative to the root. */
export function linkedFile(url: string, source: string): string | undefined {
  const isRelative = !/^([a-z][a-z\d+.-]*:|\/|#)/i.test(url);
  return isRelative
    ? path.posix.join(path.posix.dirname(source), url.replace(/#.*/, ''))
    : undefined;
}

/** Resolves a GitHub URL to a file of this project. Guides of other projects use the same URLs. */
function ownFile({ repository }: Project, url: string): string | undefined {
  const base = `${repository}/blob/HEAD/`;
  return url.startsWith(base) ? url.slice(base.length) : undefined;
}

/** Resolves a link to `guide:<id>` for a README: the guide in a language, or in English if that is missing. */
export function guideReadme(project: Project, id: string, locale: string): string | undefined {
  const found = project.connectors.find(({ facts }) => facts.manifest.id === id);
  if (found === undefined) return undefined;
  const { folder } = found.package;
  const isThere = hasGuide(project, path.posix.join(folder, 'guide'), locale);
  return readmePath(folder, isThere ? locale : 'en');
}

/** Returns a guide's path on the docs site. */
export function guideSlug(id: string): string {
  return `/integrations/${id}`;
}

/** Resolves links for the docs site. */
export function siteUrls(project: Project, source: string): (url: string) => string {
  // Cached, because a page has the same links in every language.
  const slugs = new Map<string, string | undefined>();
  return (url) => {
    if (url.startsWith('guide:')) return guideSlug(url.slice('guide:'.length));
    const file = linkedFile(url, source) ?? ownFile(project, url);
    if (file === undefined) return url;
    if (!slugs.has(file)) slugs.set(file, slugOf(project, file));
    return slugs.get(file) ?? addressOf(project, file, source);
  };
}

/** Returns the web address of the docs site's pages in a language; empty if the project has no site. */
export function siteAddress({ site }: Project, locale: string): string {
  return site === undefined || locale === 'en' ? (site ?? '') : `${site}/${locale}`;
}

/** Resolves links for guides that are shown elsewhere: absolute, if the address of the docs site is known. */
export function absoluteUrls(
  project: Project,
  onSite: (url: string) => string,
  locale: string,
): (url: string) => string {
  const address = siteAddress(project, locale);
  return (url) => {
    const resolved = onSite(url);
    return resolved.startsWith('/') ? `${address}${resolved}` : resolved;
  };
}

/** Returns the path on the docs site of a file that is one of its pages. */
function slugOf(project: Project, file: string): string | undefined {
  const isPage = project.folders.some(({ pages }) => pages.includes(file));
  return isPage ? frontMatterIn(parseMarkdown(project.readFile(file))).slug : undefined;
}
