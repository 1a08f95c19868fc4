import { expect, test } from 'vitest';
import { locales, prefixOf, site } from '../search/built-pages.ts';
import { connectors } from './built-site.ts';
import { openSite } from './open-site.ts';

const { visit } = openSite();

test.each(locales)(
  'the index in %s lists every connector, with its logo and country',
  async (locale) => {
    await using open = await visit(`${prefixOf(locale)}/connectors/`);
    const cards = open.page.locator('.connector-cards > li');
    const listed = await cards.evaluateAll((items) =>
      items.map((item) => ({
        name: item.querySelector('h2')?.textContent,
        country: item.querySelector('.connector-country')?.textContent,
        hasLogo: (item.querySelector('img')?.naturalWidth ?? 0) > 0,
      })),
    );
    const entries = site.connectors[locale] ?? [];
    expect(entries.length).toBeGreaterThan(10);
    expect(listed).toEqual(
      entries.map(({ name, country }) => ({ name, country: country?.name, hasLogo: true })),
    );
    expect(open.problems).toEqual([]);
  },
);

test('a card names what a connector sends, and its features apart', async () => {
  await using open = await visit('/connectors/');
  const card = open.page.locator('.connector-cards > li').filter({ hasText: 'Amazon SNS' });
  expect(await card.locator('dt').allInnerTexts()).toEqual(['Senders', 'Content']);
  expect(await card.locator('dd').first().innerText()).toBe(
    'Phone number, short code, alphanumeric sender ID',
  );
  expect(await card.locator('ul > li').allInnerTexts()).toEqual(['Sandbox', 'Emulator']);
});

test('the filters leave the connectors that fit, and are in the URL', async () => {
  await using open = await visit('/connectors/');
  const { page, violations } = open;
  const shown = page.locator('.connector-cards > li:visible h2');
  const count = page.locator('.connector-count');
  expect(await count.innerText()).toBe(`${connectors.length} of ${connectors.length} connectors`);

  await page.getByLabel('Provider based in').selectOption({ label: 'Europe (5)' });
  await page.getByLabel('Delivery reports').selectOption('signed');
  const european = connectors.filter(
    ({ continent, facets }) =>
      continent?.name === 'Europe' &&
      facets.some(
        ({ key, values }) => key === 'deliveryReports' && values.some(({ id }) => id === 'signed'),
      ),
  );
  expect(european.length).toBeGreaterThan(1);
  expect(await shown.allInnerTexts()).toEqual(european.map(({ name }) => name));
  expect(await count.innerText()).toBe(`${european.length} of ${connectors.length} connectors`);
  expect(await violations('all but contrast')).toEqual([]);

  await page.reload();
  await page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
  await expect.poll(() => shown.allInnerTexts()).toEqual(european.map(({ name }) => name));

  await page.getByLabel('Provider', { exact: true }).fill('no such provider');
  expect(await shown.count()).toBe(0);
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await page.getByLabel('Sandbox').check();
  const withSandbox = connectors.filter(({ facets }) =>
    facets.some(({ key, values }) => key === 'sandbox' && values.length > 0),
  );
  expect(await shown.allInnerTexts()).toEqual(withSandbox.map(({ name }) => name));
});
