import { twilio } from '@sms-connectors/twilio';
import { expect, test } from 'vitest';
import { locales, prefixOf } from '../search/built-pages.ts';
import { openSite } from './open-site.ts';

const { browser, url, visit } = openSite();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

test.each(locales)(
  'a guide in %s shows one part at a time, and opens the part of an anchor',
  async (locale) => {
    await using open = await visit(`${prefixOf(locale)}/integrations/twilio/`);
    const { page } = open;
    const parts = page.locator('.guide-parts a');
    const shown = page.locator('.guide-part:not([hidden])');
    const step = page.locator('.table-of-contents a').first();
    expect(await parts.count()).toBe(3);
    expect(await shown.getAttribute('id')).toBe('part-set-up');
    expect(await step.getAttribute('href')).toBe('#create-a-twilio-account');

    await parts.last().click();
    await page.waitForURL('**/#part-reference');
    await expect.poll(() => shown.getAttribute('id')).toBe('part-reference');
    await expect.poll(() => step.getAttribute('href')).toBe('#config-types');
    expect(await parts.last().getAttribute('aria-current')).toBe('step');

    await page.evaluate("location.hash = '#test-it'");
    await expect.poll(() => shown.getAttribute('id')).toBe('part-send');
    await expect.poll(() => page.locator('#test-it').isVisible()).toBe(true);

    // The browser’s own search opens a part.
    await page.evaluate(
      "document.querySelector('#part-reference').dispatchEvent(new Event('beforematch'))",
    );
    await expect.poll(() => shown.getAttribute('id')).toBe('part-reference');
  },
);

test('without scripts, a guide is complete', async () => {
  const page = await browser().newPage({ javaScriptEnabled: false });
  await page.goto(`${url()}/integrations/twilio/`);
  for (const part of ['set-up', 'send', 'reference']) {
    expect(await page.locator(`#part-${part} h2`).first().isVisible()).toBe(true);
  }
  await page.close();
});

test('a reader’s package manager is the same on every page', async () => {
  await using open = await visit('/integrations/twilio/');
  const { page } = open;
  const command = page.getByRole('tabpanel').locator('code').first();
  expect(await command.innerText()).toContain('npm install @sms-connectors/twilio');
  await page.getByRole('tab', { name: 'pnpm' }).click();
  await expect.poll(() => command.innerText()).toContain('pnpm add @sms-connectors/twilio');
  await page.goto(page.url().replace('/integrations/twilio/', '/send-your-first-code/'));
  await expect.poll(() => command.innerText()).toContain('pnpm add @sms-connectors/mock');
});

test.each(locales)(
  'on a phone, the config of a guide in %s is copied by a button that is in sight',
  async (locale) => {
    await using open = await visit(`${prefixOf(locale)}/integrations/twilio/`, phone);
    const { page } = open;
    const block = page.locator('.theme-code-block.language-json').first();
    const button = block.locator('button').last();
    expect(await button.evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
    await button.tap();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    const result = twilio.configSchema.safeParse(JSON.parse(copied));
    expect(result.error?.issues).toBeUndefined();
    expect(result.data?.templates.length).toBeGreaterThan(3);
  },
);

test.each(locales)(
  'on a phone, wide tables in %s are cards whose cells name their column',
  async (locale) => {
    await using open = await visit(`${prefixOf(locale)}/integrations/twilio/#config-types`, phone);
    const { page } = open;
    const table = page.locator('#part-reference table:has(th:nth-child(4))').first();
    const head = await table.locator('thead th').last().textContent();
    const cell = table.locator('tbody td:last-child').last();
    await expect.poll(() => cell.isVisible()).toBe(true);
    expect(await cell.getAttribute('data-label')).toBe(head);
    const { x = 0, width = 0 } = (await cell.boundingBox()) ?? {};
    expect(width).toBeGreaterThan(100);
    expect(x + width).toBeLessThanOrEqual(390);
    const link = page.locator(`article a[href="${prefixOf(locale)}/receive-delivery-reports/"]`);
    expect(await link.count()).toBe(1);
  },
);

test('the benchmarks have bars for a phone', async () => {
  await using open = await visit('/reference/benchmarks/', phone);
  const pictures = open.page.locator('.picture:visible img');
  expect(await pictures.count()).toBe(1);
  const shape = await pictures.evaluate((picture) => {
    const { naturalHeight, naturalWidth } = picture as HTMLImageElement;
    return naturalHeight / naturalWidth;
  });
  // The wide version is about as high as it is wide.
  expect(shape).toBeGreaterThan(2);
  expect((await pictures.boundingBox())?.width).toBeLessThanOrEqual(390);
});

test('a program and what it prints are one block', async () => {
  await using open = await visit('/send-your-first-code/');
  const program = open.page.locator('.program').first();
  expect(await program.locator('.theme-code-block').count()).toBe(2);
  expect(await program.innerText()).toMatch(
    /first-code\.ts[^]*Output\s+delivered Your sign-in code/,
  );
});
