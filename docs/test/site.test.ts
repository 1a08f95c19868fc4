import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { twilio } from '@sms-connectors/twilio';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OwnBrowser, startBrowser } from './browser.ts';
import {
  buildDirectory,
  locales,
  pagesOf,
  prefixOf,
  serveSite,
  type SiteServer,
} from './built-site.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');
const pages = await pagesOf('en');

let server: SiteServer;
let browser: OwnBrowser;
beforeAll(async () => {
  server = await serveSite();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
});

test('has the same pages in every language', async () => {
  expect(pages).toContain('/');
  expect(pages).toContain('/integrations/twilio/');
  for (const locale of locales) expect(await pagesOf(locale)).toEqual(pages);
});

describe.each(locales)('in %s', (locale) => {
  test.each(pages)('%s is whole', async (address) => {
    await using visit = await open(`${prefixOf(locale)}${address}`);
    const { page, problems } = visit;

    expect(await page.getAttribute('html', 'lang')).toBe(htmlLang(locale));
    expect(await page.locator('link[rel=alternate][hreflang]').count()).toBe(locales.length + 1);
    expect(await page.locator('h1').count()).toBe(1);

    // Contrast is slow to measure, and the same in every language.
    const colours = locale === 'en' ? (['light', 'dark'] as const) : [];
    for (const colorScheme of colours) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page, { only: 'color-contrast' }), colorScheme).toEqual([]);
    }
    expect(await violations(page, { except: 'color-contrast' })).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await violations(page, { except: 'color-contrast' }), 'on a phone').toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, 'pixels beyond a phone’s width').toBeLessThanOrEqual(0);
    expect(problems).toEqual([]);
  });

  test('the switcher of languages keeps the page', async () => {
    const target = locale === 'fr' ? 'pt' : 'fr';
    await using visit = await open(`${prefixOf(locale)}/integrations/twilio/`);
    const { page } = visit;
    await page.locator('.navbar .dropdown > .navbar__link').click();
    await page.locator(`.navbar .dropdown__menu a[lang="${htmlLang(target)}"]`).click();
    await page.waitForURL(`${server.url}${prefixOf(target)}/integrations/twilio/`);
    expect(await page.getAttribute('html', 'lang')).toBe(htmlLang(target));
  });

  test('each page of the guides names its source and its version', async () => {
    for (const address of pages.filter((page) => page !== '/')) {
      const html = await builtPage(locale, address);
      expect(html, address).toMatch(
        /href="?https:\/\/github\.com\/sms-connectors\/sms-connectors\/blob\/main\/[\w./-]+\.(md|ts|po)/,
      );
      expect(html, address).toMatch(/@sms-connectors\/[a-z]+<\/code> <span>\d+\.\d+\.\d+/);
    }
  });
});

test.each(locales.filter((locale) => locale !== 'en'))(
  'anchors in %s are those of English',
  async (locale) => {
    for (const address of pages) {
      const english = anchorsOf(await builtPage('en', address));
      expect(anchorsOf(await builtPage(locale, address)), address).toEqual(english);
    }
  },
);

test.each([
  ['en', 'emulator', '/test-your-app/'],
  ['fr', 'émulateur', '/fr/test-your-app/'],
  ['pt', 'emulador', '/pt/test-your-app/'],
])('the search finds, in %s, “%s”', async (locale, word, address) => {
  await using visit = await open(`${prefixOf(locale)}/`);
  const { page, problems } = visit;
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
  expect(targets.every((target) => target.startsWith(`${prefixOf(locale)}/`))).toBe(true);
  expect(await violations(page, { except: 'color-contrast' })).toEqual([]);

  await results.first().click();
  await page.waitForURL((url) => url.pathname === targets[0]);
  expect((await page.locator('main').innerText()).toLowerCase()).toContain(word);
  expect(problems).toEqual([]);
});

test('the config example of the Twilio guide, copied by its button, is one that Twilio takes', async () => {
  await using visit = await open('/integrations/twilio/');
  const { page } = visit;
  const block = page.locator('.theme-code-block.language-json').first();
  await block.hover();
  await block.getByRole('button', { name: 'Copy code' }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const { success, error } = twilio.configSchema.safeParse(JSON.parse(copied));
  expect(error?.issues).toBeUndefined();
  expect(success).toBe(true);
});

test('the keyboard reaches the content first, and leaves the search where it came from', async () => {
  await using visit = await open('/send-your-first-code/');
  const { page } = visit;
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const reached = await page.evaluate(() => document.activeElement?.contains(document.querySelector('h1')));
  expect(reached).toBe(true);

  await page.locator('.search-button').focus();
  await page.keyboard.press('Enter');
  await page.locator('pagefind-modal dialog[open]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('pagefind-modal dialog[open]').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.className)).toBe('search-button');
});

test('the front page names every connector with its logo and what it can do', async () => {
  await using visit = await open('/');
  const { page } = visit;
  for (const name of ['Mock', 'Twilio']) {
    const row = page.getByRole('row', { name });
    const logo = row.locator('img');
    expect(await logo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    expect(await row.getByRole('cell').allInnerTexts()).toContain('1,600 characters');
  }
});

test('llms.txt leads to every page', async () => {
  const text = await readFile(path.join(buildDirectory, 'llms.txt'), 'utf8');
  const listed = [...text.matchAll(/\]\((https?:[^)]+)\)/g)].map(([, url]) => new URL(url ?? '').pathname);
  expect(listed.toSorted()).toEqual(pages.filter((page) => page !== '/'));
});

interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Whatever the page did that it should not have. */
  readonly problems: readonly string[];
}

async function open(address: string): Promise<Visit> {
  const page = await browser.context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url)) problems.push(`asks for ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(`${server.url}${address}`, { waitUntil: 'networkidle' });
  await page.evaluate(axeSource);
  return { page, problems, [Symbol.asyncDispose]: () => page.close() };
}

/** What axe finds serious or critical, by one rule or by all but one. */
async function violations(
  page: Page,
  rule: { readonly only: string } | { readonly except: string },
): Promise<readonly string[]> {
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...('only' in rule ? { runOnly: [rule.only] } : { rules: { [rule.except]: { enabled: false } } }),
  };
  const found = (await page.evaluate(`axe.run(${JSON.stringify(options)})`)) as AxeResults;
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html}`));
}

function builtPage(locale: string, address: string): Promise<string> {
  return readFile(path.join(buildDirectory, prefixOf(locale), address, 'index.html'), 'utf8');
}

function anchorsOf(html: string): readonly string[] {
  return [...html.matchAll(/<h[1-6][^>]* id="?([^\s">]+)/g)].map(([, id]) => id ?? '');
}

function htmlLang(locale: string): string {
  return locale === 'pt' ? 'pt-BR' : locale;
}
