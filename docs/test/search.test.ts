import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { locales, prefixOf } from '../search/built-pages.ts';
import { ranking } from '../src/search/ranking.ts';
import { withoutLooseStart } from '../src/search/result.ts';
import { completeLocales } from './built-site.ts';
import { openSite } from './open-site.ts';

/** A language’s queries are in a file of its own: what people type, and the section they want. */
const folder = path.join(import.meta.dirname, 'search-queries');
const queries = readdirSync(folder).map((file) => {
  const content = readFileSync(path.join(folder, file), 'utf8');
  const wanted = JSON.parse(content) as Readonly<Record<string, string>>;
  return { locale: path.basename(file, '.json'), wanted };
});

const { browser, url, visit } = openSite();

test('every complete language has twenty queries', () => {
  const known = queries.filter(({ wanted }) => Object.keys(wanted).length >= 20);
  expect(known.map(({ locale }) => locale)).toEqual(
    expect.arrayContaining(['en', ...completeLocales]),
  );
});

test.each(queries)(
  'the first results in $locale are what people look for',
  async ({ locale, wanted }) => {
    const page = await browser().newPage();
    await page.goto(`${url()}${prefixOf(locale)}/404.html`);
    const found = await page.evaluate<object>(firstResults(Object.keys(wanted)));
    const prefixed = Object.entries(wanted).map(([query, address]) => [
      query,
      `${prefixOf(locale)}${address}`,
    ]);
    expect(found).toEqual(Object.fromEntries(prefixed));
    await page.close();
  },
);

test.each(locales)('in %s, the dialog leads to the error that a provider names', async (locale) => {
  await using open = await visit(`${prefixOf(locale)}/`);
  const { page, problems, violations } = open;
  await page.keyboard.press('Control+k');
  const dialog = page.locator('pagefind-modal dialog');
  await dialog.waitFor();
  await dialog.locator('input').fill('21610');
  const result = dialog.locator('.pf-result a').first();
  await result.waitFor();
  const shown = dialog.locator('.pf-result').first();
  // No two cells of the table are glued together.
  expect(await shown.innerText()).toMatch(/21610\b/);
  expect(await shown.locator('.found-trail').innerText()).toMatch(/Twilio › /);
  expect(await shown.locator('.found-excerpt').innerText()).toMatch(/^\p{L}/u);
  expect(await violations('all but contrast')).toEqual([]);

  await result.click();
  await page.waitForURL(`${url()}${prefixOf(locale)}/integrations/twilio/#error-21610`);
  const card = page.locator('#error-21610');
  await expect.poll(() => card.evaluate(isInSight)).toBe(true);
  expect(await card.innerText()).toContain('opted_out');
  expect(problems).toEqual([]);
});

test.each([
  ['· invalid_recipient · 21610', 'invalid_recipient · 21610'],
  [': il envoie un accusé', 'il envoie un accusé'],
  ['<mark>webhook</mark>, signed', '<mark>webhook</mark>, signed'],
  ['+33612345678 is a number', '+33612345678 is a number'],
])('an excerpt does not begin with what separates words: %s', (excerpt, shown) => {
  expect(withoutLooseStart(excerpt)).toBe(shown);
});

/** What a browser evaluates to find the address of the first result of each query. */
function firstResults(words: readonly string[]): string {
  return `(async () => {
    const pagefind = await import('/pagefind/pagefind.js');
    await pagefind.options(${JSON.stringify({ ranking })});
    const first = async (query) => {
      const { results } = await pagefind.search(query);
      return [query, (await results[0]?.data())?.url];
    };
    return Object.fromEntries(await Promise.all(${JSON.stringify(words)}.map(first)));
  })()`;
}

/** Whether nothing is over the top of an element. Runs in the browser. */
function isInSight(element: Element): boolean {
  const { left, top, bottom } = element.getBoundingClientRect();
  const topmost = document.elementFromPoint(left + 20, top + 8);
  return top >= 0 && bottom <= window.innerHeight && element.contains(topmost);
}
