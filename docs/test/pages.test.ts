import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sitePages } from '@sms-connectors/docs';
import { expect, test } from 'vitest';
import { locales, prefixOf, site, siteDirectory } from '../search/built-pages.ts';
import { strings, themeStrings } from '../src/strings.ts';
import { completeLocales, connectors, htmlLangs, languageNames } from './built-site.ts';
import { checkedKinds, openedPages } from './opened-pages.ts';
import { openSite } from './open-site.ts';
import { scriptBytes } from './script-bytes.ts';

const scriptBudget = 200_000;
const pages = await openedPages('en');
const { visit, revisit } = openSite();

test.each(pages)('%s loads without problems, and loads few scripts', async (address) => {
  await using open = await revisit(address);
  expect(open.problems).toEqual([]);
  expect(open.scripts.length).toBeGreaterThan(2);
  expect(await scriptBytes(open.scripts)).toBeLessThan(scriptBudget);
});

test.each(
  locales.flatMap((locale) => checkedKinds(locale).map((address) => ({ locale, address }))),
)('$address in $locale is accessible, light and dark', async ({ locale, address }) => {
  await using open = await revisit(`${prefixOf(locale)}${address}`);
  const { page, problems, violations } = open;
  const found = [...(await violations('all but contrast'))];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // Contrast is slow to measure and the same in every language.
    if (locale === 'en') found.push(...(await violations('contrast')));
  }
  expect(found).toEqual([]);
  expect(problems).toEqual([]);
});

test.each(locales)('the language switcher keeps the page that is in %s', async (locale) => {
  const target = locales.find((other) => other !== locale && other !== 'en') ?? 'en';
  await using open = await revisit(`${prefixOf(locale)}/integrations/twilio/`);
  const { page } = open;
  await page.locator('.navbar .dropdown > .navbar__link').click();
  await page.locator(`.navbar .dropdown__menu a[lang="${htmlLangs[target]}"]`).click();
  await page.waitForURL((url) => url.pathname === `${prefixOf(target)}/integrations/twilio/`);
  expect(await page.getAttribute('html', 'lang')).toBe(htmlLangs[target]);
});

test.each(locales)(
  'a missing page in %s says so in the language, with a search',
  async (locale) => {
    await using open = await visit(`${prefixOf(locale)}/reference/no-such-receipt/`);
    const { page, problems, violations } = open;
    await page.waitForSelector(
      `html[lang=${htmlLangs[locale]}][data-has-hydrated=true] .not-found`,
    );
    const words = wordsIn(locale);
    expect(await page.locator('h1').innerText()).toBe(words[strings.notFound] ?? strings.notFound);
    expect(await violations('all but contrast')).toEqual([]);
    await page.locator('.not-found button').click();
    const input = page.locator('pagefind-modal dialog[open] input');
    await input.waitFor();
    await expect.poll(() => input.inputValue()).toBe('no such receipt');
    expect(problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  },
);

test.each(completeLocales)('menus and buttons are translated in %s', async (locale) => {
  const names = ['sms-connectors', 'GitHub', 'llms.txt', '', '\u200B'];
  const regions = site.connectors[locale]?.flatMap(({ continent }) => continent?.name ?? []) ?? [];
  const given = [
    ...connectors.map(({ name }) => name),
    ...languageNames,
    ...regions,
    ...untranslated(locale),
  ];
  const english = await interfaceWords('en');
  const translated = await interfaceWords(locale);
  expect(translated.size).toBeGreaterThan(20);
  const shared = translated.intersection(english).difference(new Set([...names, ...given]));
  expect([...shared]).toEqual([]);
});

test('the keyboard can skip to the content, and focus returns after the search', async () => {
  await using open = await visit('/send-your-first-code/');
  const { page } = open;
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

/** The words of menus and buttons that nobody has translated yet; `docs:check` counts them. */
function untranslated(locale: string): readonly string[] {
  const messages = Object.values(wordsIn(locale));
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

/** The site’s words outside its pages, by their English. */
function wordsIn(locale: string): Readonly<Record<string, string>> {
  const file = path.join(siteDirectory, 'i18n', locale, 'code.json');
  const words = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
  return Object.fromEntries(Object.entries(words).map(([id, { message }]) => [id, message]));
}

async function interfaceWords(locale: string): Promise<ReadonlySet<string>> {
  await using open = await revisit(`${prefixOf(locale)}/integrations/twilio/`);
  const words = await open.page.evaluate<string[]>(`
    [...document.querySelectorAll('[aria-label], [title], nav a, .menu a, footer a, button')]
      .filter((element) => !element.closest('.theme-doc-markdown') || element.localName === 'button')
      .flatMap((element) => [element.ariaLabel, element.title, element.innerText])
      .map((words) => (words ?? '').trim())
  `);
  return new Set(words);
}
