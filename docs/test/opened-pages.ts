import { pagesOf } from '../search/built-pages.ts';

/** A page of each kind. */
const pageKinds = [
  '/',
  '/connectors/',
  '/send-your-first-code/',
  '/integrations/twilio/',
  '/reference/error-codes/',
  '/reference/benchmarks/',
];

const opensAll = process.env['EVERY_PAGE'] === '1';

/** The kinds that are checked for accessibility in a language: they have the same structure in each. */
export function checkedKinds(locale: string): readonly string[] {
  return opensAll || locale === 'en' ? pageKinds : ['/', '/integrations/twilio/'];
}

/**
 * The pages that a browser opens in a language: with `EVERY_PAGE=1` all of them. Otherwise one of each kind, and in
 * English every page that is not the guide of a connector, since a browser takes a second for each.
 */
export async function openedPages(locale: string): Promise<readonly string[]> {
  const pages = await pagesOf(locale);
  if (opensAll) return pages;
  return pages.filter(
    (page) => pageKinds.includes(page) || (locale === 'en' && !page.startsWith('/integrations/')),
  );
}
