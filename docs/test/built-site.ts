import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import serve from 'serve-handler';
import { buildDirectory, site } from '../search/built-pages.ts';

/** The connectors, in English. */
export const connectors = site.connectors['en'] ?? [];
export const languageNames = ['English', ...site.languages.map(({ label }) => label)];
/** The `lang` attribute of each language. */
export const htmlLangs: Readonly<Record<string, string>> = Object.fromEntries([
  ['en', 'en'],
  ...site.languages.map(({ locale, htmlLang }) => [locale, htmlLang]),
]);
/** The languages in which the site’s own pages are declared complete, without English. */
export const completeLocales = site.languages
  .filter(({ isComplete }) => isComplete)
  .map(({ locale }) => locale);
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
