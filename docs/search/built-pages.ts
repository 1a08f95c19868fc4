import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { SiteFacts } from '../generate/site-facts.ts';

export const siteDirectory = path.resolve(import.meta.dirname, '..');
export const buildDirectory = path.join(siteDirectory, 'build');

const facts = await readFile(path.join(siteDirectory, 'generated/site.json'), 'utf8');
export const site = JSON.parse(facts) as SiteFacts;
export const locales = ['en', ...site.languages.map(({ locale }) => locale)];

/** The paths of the site’s pages without the language: `/`, `/integrations/twilio/`. */
export async function pagesOf(locale: string): Promise<readonly string[]> {
  const files = await Array.fromAsync(
    glob('**/index.html', { cwd: path.join(buildDirectory, prefixOf(locale)) }),
  );
  const others = locale === 'en' ? locales.map((other) => `${other}/`) : [];
  return files
    .filter((file) => !others.some((other) => file.startsWith(other)))
    .map((file) => `/${file.slice(0, -'index.html'.length)}`)
    .toSorted();
}

/** The path prefix of a language: empty, or `/fr`. */
export function prefixOf(locale: string): string {
  return locale === 'en' ? '' : `/${locale}`;
}

/** The HTML of a page in a language. */
export function builtPage(locale: string, address: string): Promise<string> {
  return readFile(path.join(buildDirectory, prefixOf(locale), address, 'index.html'), 'utf8');
}
