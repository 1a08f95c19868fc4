import { existsSync, globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { sitePages } from '@sms-connectors/docs';
import { twilio } from '@sms-connectors/twilio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Browser,
  type BrowserContext,
  browserTimeoutMs,
  openBrowser,
} from '../../test/browser/open-browser.ts';
import { strings, themeStrings } from '../src/strings.ts';
import {
  buildDirectory,
  completeLocales,
  connectors,
  htmlLangs,
  languageNames,
  locales,
  pagesOf,
  prefixOf,
  serveSite,
  siteDirectory,
  type SiteServer,
} from './built-site.ts';
import { newVisitor, openPage, type Visit } from './visit.ts';

const pages = await pagesOf('en');
const contentPages = pages.filter((page) => page !== '/');

let server: SiteServer;
let browser: Browser;
let visitor: BrowserContext;
beforeAll(async () => {
  server = await serveSite();
  browser = await openBrowser();
  visitor = await newVisitor(browser);
}, browserTimeoutMs);
afterAll(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
});
const open = (address: string): Promise<Visit> => openPage(visitor, server.url, address);

test('the site has the same pages in every language', async () => {
  expect(pages).toEqual(expect.arrayContaining(['/', '/integrations/twilio/', '/test-your-app/']));
  expect(locales).toEqual(expect.arrayContaining(['en', 'fr', 'pt']));
  for (const locale of locales) expect(await pagesOf(locale)).toEqual(pages);
});

describe.each(locales)('in %s', (locale) => {
  test.each(pages)('%s loads, is in its language and is accessible', async (address) => {
    await using visit = await open(`${prefixOf(locale)}${address}`);
    const { page, problems, violations } = visit;

    expect(await page.getAttribute('html', 'lang')).toBe(htmlLangs[locale]);
    const alternates = page.locator('link[rel=alternate][hreflang]');
    expect(await alternates.count()).toBe(locales.length + 1);
    expect(await page.locator('h1').count()).toBe(1);

    const found = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Contrast is slow to measure and the same in every language.
      if (locale === 'en') found.push(...(await violations('contrast')));
    }
    await page.setViewportSize({ width: 360, height: 740 });
    expect([...found, ...(await violations('all but contrast'))]).toEqual([]);
    const overflow = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(await page.evaluate<number>(overflow)).toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
  });

  test('a guide shows its wide tables completely on a phone, and links to other pages', async () => {
    await using visit = await open(`${prefixOf(locale)}/integrations/twilio/`);
    const { page } = visit;
    await page.setViewportSize({ width: 360, height: 740 });
    const head = await page.locator('table:has(th:nth-child(4)) thead th').last().textContent();
    const cell = page.locator('table:has(th:nth-child(4)) tbody td:last-child').last();
    expect(await cell.getAttribute('data-label')).toBe(head);
    const { x = 0, width = 0 } = (await cell.boundingBox()) ?? {};
    expect(width).toBeGreaterThan(100);
    expect(x + width).toBeLessThanOrEqual(360);
    const link = page.locator(`article a[href="${prefixOf(locale)}/receive-delivery-reports/"]`);
    expect(await link.count()).toBe(1);
  });

  test('the language switcher keeps the page', async () => {
    const target = locale === 'fr' ? 'pt' : 'fr';
    await using visit = await open(`${prefixOf(locale)}/integrations/twilio/`);
    const { page } = visit;
    await page.locator('.navbar .dropdown > .navbar__link').click();
    await page.locator(`.navbar .dropdown__menu a[lang="${htmlLangs[target]}"]`).click();
    await page.waitForURL(`${server.url}${prefixOf(target)}/integrations/twilio/`);
    expect(await page.getAttribute('html', 'lang')).toBe(htmlLangs[target]);
  });

  test('every page links to its source and says which version it describes', async () => {
    const source =
      /href="?https:\/\/github\.com\/sms-connectors\/sms-connectors\/blob\/main\/([\w./-]+)/;
    const version = /@sms-connectors\/[a-z]+<\/code> <span>\d+\.\d+\.\d+/;
    const told = await Promise.all(
      contentPages.map(async (address) => {
        const html = await builtPage(locale, address);
        const [, file = ''] = html.match(source) ?? [];
        const isThere = existsSync(path.resolve(import.meta.dirname, '../..', file));
        return { address, isThere: file !== '' && isThere, hasVersion: version.test(html) };
      }),
    );
    expect(told).toEqual(
      contentPages.map((address) => ({ address, isThere: true, hasVersion: true })),
    );
  });
});

test.each(locales.filter((locale) => locale !== 'en'))(
  'headings have the same anchors in %s as in English',
  async (locale) => {
    expect(await anchorsIn(locale)).toEqual(await anchorsIn('en'));
  },
);

test.each(completeLocales)('menus and buttons are translated in %s', async (locale) => {
  const names = ['sms-connectors', 'GitHub', 'llms.txt', '', '\u200B'];
  const given = [...connectors.map(({ name }) => name), ...languageNames, ...untranslated(locale)];
  const english = await interfaceWords('en');
  const translated = await interfaceWords(locale);
  expect(translated.size).toBeGreaterThan(20);
  const shared = translated.intersection(english).difference(new Set([...names, ...given]));
  expect([...shared]).toEqual([]);
});

test.each([
  ['en', 'emulator', '/test-your-app/'],
  ['fr', 'émulateur', '/fr/test-your-app/'],
  ['pt', 'emulador', '/pt/test-your-app/'],
])('the search finds, in %s, “%s”', async (locale, word, address) => {
  await using visit = await open(`${prefixOf(locale)}/`);
  const { page, problems, violations } = visit;
  await page.keyboard.press('Control+k');
  const dialog = page.locator('pagefind-modal dialog');
  await dialog.waitFor();
  await dialog.locator('input').fill(word);
  const results = dialog.locator('.pf-result a');
  await results.first().waitFor();
  const targets = await results.evaluateAll((links) =>
    links.map((link) => new URL((link as HTMLAnchorElement).href).pathname),
  );
  expect(targets).toContain(address);
  expect(targets.filter((target) => !target.startsWith(`${prefixOf(locale)}/`))).toEqual([]);
  expect(await violations('all but contrast')).toEqual([]);

  await results.first().click();
  await page.waitForURL((url) => url.pathname === targets[0]);
  expect((await page.locator('main').innerText()).toLowerCase()).toContain(word);
  expect(problems).toEqual([]);
});

test.each(locales)(
  'the config of the Twilio guide, copied by its button in %s, is valid',
  async (locale) => {
    await using visit = await open(`${prefixOf(locale)}/integrations/twilio/`);
    const { page } = visit;
    const block = page.locator('.theme-code-block.language-json').first();
    await block.hover();
    await block.locator('button').last().click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    const result = twilio.configSchema.safeParse(JSON.parse(copied));
    expect(result.error?.issues).toBeUndefined();
    expect(result.data?.templates.length).toBeGreaterThan(3);
  },
);

test('the keyboard can skip to the content, and focus returns after the search', async () => {
  await using visit = await open('/send-your-first-code/');
  const { page } = visit;
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const reached = "document.activeElement.contains(document.querySelector('h1'))";
  expect(await page.evaluate<boolean>(reached)).toBe(true);

  const openDialog = page.locator('pagefind-modal dialog[open]');
  await page.locator('.search-button').focus();
  await page.keyboard.press('Enter');
  await openDialog.waitFor();
  await page.keyboard.press('Escape');
  await openDialog.waitFor({ state: 'detached' });
  expect(await page.evaluate<string>('document.activeElement.className')).toBe('search-button');
});

test('the front page lists every connector, with its logo and capabilities', async () => {
  await using visit = await open('/');
  expect(connectors.map(({ id }) => id)).toEqual(expect.arrayContaining(['mock', 'twilio']));
  for (const { name, capabilities } of connectors) {
    const row = visit.page.getByRole('row', { name });
    const logo = row.locator('img');
    const width = await logo.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    expect(width).toBeGreaterThan(0);
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells).toEqual(capabilities.map(({ value }) => value));
  }
});

test.each(locales)('llms.txt in %s links to every page', async (locale) => {
  const file = path.join(buildDirectory, prefixOf(locale), 'llms.txt');
  const links = (await readFile(file, 'utf8')).matchAll(/^- \[.+\]\((https:.+)\): .+\.$/gm);
  const listed = [...links].map(([, url]) => new URL(url ?? '').pathname);
  expect(listed.toSorted()).toEqual(contentPages.map((page) => `${prefixOf(locale)}${page}`));
});

/** The words of menus and buttons that nobody has translated yet; `docs:check` counts them. */
function untranslated(locale: string): readonly string[] {
  const file = path.join(siteDirectory, 'i18n', locale, 'code.json');
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
  const messages = Object.values(words).map(({ message }) => message);
  const english = new Set<string>([...Object.values(strings), ...Object.values(themeStrings)]);
  const labels = globSync('**/*.mdx', { cwd: path.join(siteDirectory, sitePages('en')) })
    .map((page) => [sidebarLabel('en', page), sidebarLabel(locale, page)])
    .flatMap(([inEnglish = '', label]) => (label === inEnglish ? [inEnglish] : []));
  return [...messages.filter((message) => english.has(message)), ...labels];
}

function sidebarLabel(locale: string, page: string): string | undefined {
  const content = readFileSync(path.join(siteDirectory, sitePages(locale), page), 'utf8');
  return /^sidebar_label: "(.*)"$/m.exec(content)?.[1];
}

async function interfaceWords(locale: string): Promise<ReadonlySet<string>> {
  await using visit = await open(`${prefixOf(locale)}/integrations/twilio/`);
  const words = await visit.page.evaluate<string[]>(`
    [...document.querySelectorAll('[aria-label], [title], nav a, .menu a, footer a, button')]
      .filter((element) => !element.closest('.theme-doc-markdown') || element.localName === 'button')
      .flatMap((element) => [element.ariaLabel, element.title, element.innerText])
      .map((words) => (words ?? '').trim())
  `);
  return new Set(words);
}

function builtPage(locale: string, address: string): Promise<string> {
  return readFile(path.join(buildDirectory, prefixOf(locale), address, 'index.html'), 'utf8');
}

/** Returns the anchors of every page's headings, in order. */
async function anchorsIn(locale: string) {
  return Promise.all(
    pages.map(async (address) => ({
      address,
      anchors: anchorsOf(await builtPage(locale, address)),
    })),
  );
}

function anchorsOf(html: string): readonly string[] {
  return [...html.matchAll(/<h[1-6][^>]* id="?([^\s">]+)/g)].map(([, id]) => id ?? '');
}
