import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  buildDirectory,
  builtPage,
  locales,
  pagesOf,
  prefixOf,
  site,
} from '../search/built-pages.ts';
import { htmlLangs } from './built-site.ts';

const pages = await pagesOf('en');
/** Those that are made from a page or a guide. */
const contentPages = pages.filter((page) => page !== '/' && page !== '/connectors/');

test('the site has the same pages in every language', async () => {
  expect(pages).toEqual(
    expect.arrayContaining(['/', '/connectors/', '/integrations/twilio/', '/test-your-app/']),
  );
  expect(locales).toEqual(expect.arrayContaining(['en', 'fr', 'pt']));
  for (const locale of locales) expect(await pagesOf(locale)).toEqual(pages);
});

describe.each(locales)('in %s', (locale) => {
  test.each(pages)('%s is in its language', async (address) => {
    const html = await builtPage(locale, address);
    expect(/<html[^>]* lang="?([\w-]+)/.exec(html)?.[1]).toBe(htmlLangs[locale]);
    const alternates = html.match(/<link[^>]* rel="?alternate"?[^>]* hreflang=/g) ?? [];
    expect(alternates.length).toBe(locales.length + 1);
    expect(html.match(/<h1[ >]/g)?.length).toBe(1);
  });

  test('every page links to its source and says which package and version it describes', async () => {
    const source =
      /href="?https:\/\/github\.com\/sms-connectors\/sms-connectors\/blob\/main\/([\w./-]+)/;
    const described = /class="?described"?>[^<]*<code>([^<]+)<\/code>(?: <span>([^<]+)<\/span>)?/;
    const told = await Promise.all(
      contentPages.map(async (address) => {
        const html = await builtPage(locale, address);
        const [, file = ''] = html.match(source) ?? [];
        const isThere = existsSync(path.resolve(import.meta.dirname, '../..', file));
        const [, name, version = '0.0.0'] = html.match(described) ?? [];
        return { id: address.slice(1, -1), isThere: file !== '' && isThere, name, version };
      }),
    );
    expect(told.toSorted(byId)).toEqual(
      site.pages
        .map(({ id, package: name, version }) => ({ id, isThere: true, name, version }))
        .toSorted(byId),
    );
  });

  test('headings and errors have the same anchors as in English', async () => {
    const anchors = await anchorsIn(locale);
    expect(anchors).toEqual(await anchorsIn('en'));
    const twilio = anchors.find(({ address }) => address === '/integrations/twilio/')?.anchors;
    expect(twilio).toEqual(expect.arrayContaining(['error-codes', 'error-21610', 'error-30003']));
    const reference = anchors.find(({ address }) => address === '/reference/error-codes/')?.anchors;
    expect(reference).toContain('error-rate_limited');
  });

  test('llms.txt links to every page', async () => {
    const file = path.join(buildDirectory, prefixOf(locale), 'llms.txt');
    const links = (await readFile(file, 'utf8')).matchAll(/^- \[.+\]\((https:.+)\): .+\.$/gm);
    const listed = [...links].map(([, url]) => new URL(url ?? '').pathname);
    expect(listed.toSorted()).toEqual(contentPages.map((page) => `${prefixOf(locale)}${page}`));
  });
});

test('a guide describes the package that it explains', () => {
  const described = Object.fromEntries(site.pages.map(({ id, package: name }) => [id, name]));
  expect(described).toMatchObject({
    'integrations/twilio': '@sms-connectors/twilio',
    'run-the-gateway': '@sms-connectors/gateway',
    'send-through-a-queue': '@sms-connectors/queue',
    'send-your-first-code': '@sms-connectors/core',
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

/** Returns the anchors of every page, in order. */
async function anchorsIn(locale: string) {
  return Promise.all(
    pages.map(async (address) => ({
      address,
      anchors: anchorsOf(await builtPage(locale, address)),
    })),
  );
}

function anchorsOf(html: string): readonly string[] {
  const main = html.slice(html.indexOf('<main'));
  return [...main.matchAll(/<(?:h[1-6]|li|span)[^>]* id="?([^\s">]+)/g)].map(([, id]) => id ?? '');
}
