import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../../../test/browser/accessible.ts';
import { openPage } from '../../../test/browser/watched-page.ts';
import { fieldLabel } from '../src/functions/field-labels.ts';
import { startConsole } from '../src/index.ts';
import { choose } from './choose.ts';
import { pageBrowser } from './page-browser.ts';
import { expectReadable } from './readable.ts';
import { testProject } from './project.ts';
import { languagesOf, translatorOf } from './translations.ts';

const made = pageBrowser();
const minutes = 180_000;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 800 },
  { width: 390, height: 844 },
];

const looks = languagesOf().map((language, index) => ({
  language,
  colorScheme: (['light', 'dark'] as const)[index % 2] ?? 'light',
}));

describe.each(looks)('the page in $language, $colorScheme', ({ language, colorScheme }) => {
  const t = translatorOf(language);

  test(
    'is accessible, and no text is cut off or covered, from phone to desk',
    { timeout: minutes },
    async () => {
      await using project = await testProject('twilio', 'telnyx');
      const plan = { routes: { BR: ['telnyx', 'twilio'], FR: ['acme'], default: ['twilio'] } };
      await writeFile(path.join(project.directory, 'sms-delivery-plan.json'), JSON.stringify(plan));
      await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
      const { page } = await openPage(made.browser, running.link, {
        locale: language,
        colorScheme,
        viewport: { width: 390, height: 844 },
      });

      // On a phone, Send and the message that it sends are seen at once.
      await choose(page, t('Connector'), 'Twilio');
      const trial = page.getByRole('region', { name: t('Try it'), exact: true });
      await trial.getByRole('button', { name: t('Send'), exact: true }).click();
      await page.locator('.bubble').waitFor();
      expect(await page.evaluate(() => window.scrollY)).toBe(0);
      const box = await page.locator('.bubble').boundingBox();
      const bar = await page.locator('.save-bar').boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
      await trial.getByText(t('Delivered'), { exact: true }).waitFor();

      // Everything open, and everything wrong.
      await trial.getByText(t('Details'), { exact: true }).click();
      await page.getByLabel(t(fieldLabel('accountSID'))).fill('AC12');
      await page
        .getByRole('row', { name: /SignIn/ })
        .getByRole('button')
        .first()
        .click();
      await page.getByRole('textbox', { name: t('Text'), exact: true }).fill('“{code}”…');
      await page.getByText('UCS-2').first().waitFor();
      await page.getByRole('button', { name: t('Save and Done') }).click();
      await page.locator('.problems:focus').waitFor();
      await page.getByText(/\(10\)/).click();
      for (const size of sizes) {
        await page.setViewportSize(size);
        await expectReadable(page);
      }
      await page.setViewportSize({ width: 390, height: 844 });
      await expectAccessible(page);
      await page.setViewportSize({ width: 1440, height: 900 });
      await expectAccessible(page);

      await page.getByText(t('Delivery plan'), { exact: true }).click();
      await page.getByRole('heading', { name: t('Delivery plan') }).waitFor();
      for (const size of sizes) {
        await page.setViewportSize(size);
        await expectReadable(page);
      }
    },
  );
});

test('every field is reached by keyboard, in order', { timeout: minutes }, async () => {
  await using project = await testProject('twilio');
  await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
  const { page } = await openPage(made.browser, running.link);
  await choose(page, 'Connector', 'Twilio');
  await page.getByRole('textbox', { name: /^Account SID/ }).focus();
  const stops: string[] = [];
  while (stops.at(-1) !== 'Save and Done' && stops.length < 60) {
    await page.keyboard.press('Tab');
    stops.push(
      await page.evaluate(() => {
        const { ariaLabel, tagName, textContent } = document.activeElement as HTMLElement;
        return tagName === 'BUTTON' ? (ariaLabel ?? textContent) : tagName;
      }),
    );
  }
  const expected = ['Show or hide Auth token', 'Check with Twilio', 'Add a text'];
  expect(stops).toEqual(expect.arrayContaining([...expected, 'Send a real message']));
  expect(stops.at(-1)).toBe('Save and Done');
  expect(stops).not.toContain('BODY');
});

test.each(languagesOf())(
  'the page loads less than 300 kB of JavaScript in %s',
  async (language) => {
    await using project = await testProject();
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const { page, addresses } = await openPage(made.browser, running.link, { locale: language });
    await page.getByRole('heading', { name: 'Mock', exact: true }).waitFor();
    const loaded = [...new Set(addresses)].filter((address) => address.endsWith('.js'));
    const sizesInBytes = loaded.map(
      (address) =>
        gzipSync(readFileSync(path.join(made.pageDirectory, new URL(address).pathname))).length,
    );
    expect(loaded.length).toBeGreaterThan(language === 'en' ? 0 : 1);
    expect(sizesInBytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300_000);
  },
);

test('the page includes the licences of its dependencies, which are all permissive', async () => {
  const licences = await readFile(path.join(made.pageDirectory, 'third-party-licences.md'), 'utf8');
  const brought = [...licences.matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)];
  const names = brought.map(([, name]) => name);
  expect(names).toEqual(expect.arrayContaining(['react-dom', '@mantine/core', 'hono']));
  expect(licences).toContain('Copyright (c) Meta Platforms');
  const permissive = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|\(MPL-2\.0 OR Apache-2\.0\))$/;
  expect(brought.filter(([, , licence = '']) => !permissive.test(licence))).toEqual([]);
});
