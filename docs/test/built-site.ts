import { once } from 'node:events';
import { glob, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import serve from 'serve-handler';
import type { SiteFacts } from '../generate/site-facts.ts';

export const siteDirectory = path.resolve(import.meta.dirname, '..');
const facts = await readFile(path.join(siteDirectory, 'generated/site.json'), 'utf8');
const site = JSON.parse(facts) as SiteFacts;

export const buildDirectory = path.join(siteDirectory, 'build');
/** The connectors, in English. */
export const connectors = site.connectors['en'] ?? [];
export const languageNames = ['English', ...site.languages.map(({ label }) => label)];
/** The `lang` attribute of each language. */
export const htmlLangs: Readonly<Record<string, string>> = Object.fromEntries([
  ['en', 'en'],
  ...site.languages.map(({ locale, htmlLang }) => [locale, htmlLang]),
]);
const manifest = JSON.parse(
  await readFile(path.join(siteDirectory, '../package.json'), 'utf8'),
) as { readonly 'sms-connectors': { readonly completeLanguages: readonly string[] } };
/** The languages that are declared complete, without English. */
export const completeLocales = manifest['sms-connectors'].completeLanguages.filter(
  (locale) => locale !== 'en',
);
export const locales = ['en', ...site.languages.map(({ locale }) => locale)];

/** The paths of the site's pages without the language: `/`, `/integrations/twilio/`. */
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

export interface SiteServer extends AsyncDisposable {
  readonly url: string;
}

/** Serves the built site on a free port. */
export async function serveSite(): Promise<SiteServer> {
  const server = createServer((request, response) => {
    void serve(request, response, { public: buildDirectory, trailingSlash: true });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
