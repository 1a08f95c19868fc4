import { expect, test } from 'vitest';
import { locales, prefixOf, site } from '../search/built-pages.ts';
import { landingStrings } from '../src/landing/strings.ts';
import { connectors } from './built-site.ts';
import { openSite } from './open-site.ts';

const { visit } = openSite();

test.each(locales)(
  'the front page in %s shows its command, message and console',
  async (locale) => {
    await using open = await visit(`${prefixOf(locale)}/`);
    const { page } = open;
    await page.locator('.install-command button').click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied).toBe(await page.locator('.install-command code').innerText());
    expect(copied).toContain(site.landing.isOnNpm ? 'npm install' : `git clone ${site.repository}`);

    // The text in the program is the text on the phone, in the reader's language.
    const bubble = await page.locator('.phone p').innerText();
    const program = await page.locator('.hero-code pre').innerText();
    expect(program).toContain(bubble.replace('123456', '{{code}}'));
    expect(bubble === landingStrings.codeText.replace('{{code}}', '123456')).toBe(locale === 'en');

    const picture = page.locator('.console-picture img').first();
    await picture.scrollIntoViewIfNeeded();
    expect(await picture.getAttribute('src')).toContain(`console-${locale}-light`);
    await expect
      .poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(1000);
    expect(open.problems).toEqual([]);
  },
);

test('the front page leads to every provider, and to the figures', async () => {
  await using open = await visit('/');
  for (const { id, name } of connectors.filter(
    ({ id: each }) => !['http', 'mock'].includes(each),
  )) {
    const link = open.page.locator('.chips').getByRole('link', { name, exact: true });
    expect(await link.getAttribute('href')).toBe(`/integrations/${id}/`);
  }
  const figures = await open.page.locator('.figures strong').allInnerTexts();
  expect(figures).toHaveLength(4);
  expect(figures[0]).toBe(String(site.landing.figures.twice));
});
