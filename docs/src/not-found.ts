import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';

/**
 * Shows the 404 page in the reader’s language. Hosts such as GitHub Pages serve one 404 page for the whole site, so that
 * page loads the one of the language in the URL.
 */
export function notFoundPages({ i18n }: LoadContext): Plugin {
  const { currentLocale, defaultLocale, locales } = i18n;
  return {
    name: 'not-found-pages',
    async postBuild({ outDir, siteConfig: { baseUrl } }) {
      if (currentLocale !== defaultLocale) return;
      const file = path.join(outDir, '404.html');
      const others = locales.filter((locale) => locale !== defaultLocale);
      const script = `<script>(${showInLanguage.toString()})(${JSON.stringify(baseUrl)},${JSON.stringify(others)})</script>`;
      const html = await readFile(file, 'utf8');
      await writeFile(file, html.replace('<head>', `<head>${script}`));
    },
  };
}

/** Runs in the browser. */
function showInLanguage(baseUrl: string, locales: readonly string[]): void {
  const { location } = globalThis.window;
  const locale = location.pathname.slice(baseUrl.length).split('/')[0] ?? '';
  if (locales.includes(locale)) {
    location.replace(`${baseUrl}${locale}/404.html#${location.pathname}`);
  }
}
