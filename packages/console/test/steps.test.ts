import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { startTwilioEmulator } from '@sms-connectors/twilio/emulator';
import { verificationText } from '@sms-connectors/verify/end-user-texts';
import { describe, expect, test } from 'vitest';
import type { Page } from '../../../test/browser/open-browser.ts';
import { openPage } from '../../../test/browser/watched-page.ts';
import { fieldLabel } from '../src/functions/field-labels.ts';
import { startConsoleWith } from '../src/server/start-console.ts';
import { choose } from './choose.ts';
import { codeOnPhone, expectCount, pageBrowser } from './page-browser.ts';
import { testProject } from './project.ts';
import { languagesOf, pageCatalogues, translatorOf } from './translations.ts';

const made = pageBrowser();
const minutes = 180_000;
const file = 'sms-connectors.twilio.json';

/** The account that the “real” Twilio of these tests knows. */
const account = {
  accountSID: `AC${'1'.repeat(32)}`,
  authToken: 'the-users-own-token',
  fromMessagingServiceSID: `MG${'1'.repeat(32)}`,
};

const catalogues = [...pageCatalogues, 'twilio/guide'];

describe.each(languagesOf(catalogues))('a new user in %s', (language) => {
  const t = translatorOf(language, catalogues);
  const label = (name: string) => t(fieldLabel(name));

  test(
    'goes from the first message to a saved config, mostly by keyboard',
    { timeout: minutes },
    async () => {
      const twilio = await startTwilioEmulator({ account });
      await using project = await testProject('twilio', 'telnyx', 'vonage');
      await using running = await startConsoleWith(
        { baseUrl: twilio.url },
        { ...project, pageDirectory: made.pageDirectory },
      );
      const { page, complaints, addresses } = await openPage(made.browser, running.link, {
        locale: language,
      });
      const step = (title: string) => page.getByRole('region', { name: title, exact: true });
      const trial = step(t('Try it'));
      const results = trial.getByRole('log', { name: t('Results') });
      const bubbles = page
        .getByRole('region', { name: t('The recipient’s phone') })
        .locator('.bubble');

      // The mock, by keyboard alone: few stops before Send, and the message is beside it.
      await page.getByRole('heading', { name: 'Mock', exact: true }).waitFor();
      expect(page.url()).toBe(`${running.origin}/`);
      expect(await stopsBefore(page, t('Send'))).toBeLessThanOrEqual(6);
      await page.keyboard.press('Enter');
      await bubbles.first().waitFor();
      await expectInView(page, bubbles.first());
      await results.getByText(t('Accepted'), { exact: true }).waitFor();

      // Its code, wrong and right.
      const code = await codeOnPhone(page);
      const field = page.getByLabel(t('Enter the code'));
      const says = (text: string) =>
        page.getByRole('status').getByText(text, { exact: true }).waitFor();
      await field.fill(code === '000000' ? '111111' : '000000');
      await page.keyboard.press('Enter');
      await says(verificationText({ status: 'wrong', attemptsLeft: 4 }, language));
      await field.fill(code);
      await page.keyboard.press('Enter');
      await says(verificationText({ status: 'approved', to: '', usageType: 'SignIn' }, language));
      await field.waitFor({ state: 'detached' });

      // Twilio, untouched: one click, one message, one line.
      await choose(page, t('Connector'), 'Twilio');
      await trial.getByRole('button', { name: t('Send'), exact: true }).click();
      await results.getByText(t('Delivered'), { exact: true }).waitFor();
      await expectInView(page, bubbles.first());
      await expectCount(bubbles, 1);
      const details = results.getByText(t('Message ID'), { exact: true });
      expect(await details.isVisible()).toBe(false);
      await results.getByText(t('Details'), { exact: true }).click();
      await details.waitFor();
      await page.getByText(t('New'), { exact: true }).waitFor();

      // A number without its country code: why, and no result of another number.
      const number = trial.getByLabel(t('Phone number'));
      await number.fill('07700 900123');
      await expectCount(results.locator('.receipt'), 0);
      await trial.getByRole('button', { name: t('Send'), exact: true }).click();
      await trial
        .getByText(t('Start with + and the country code, for example +33 6 12 34 56 78.'))
        .waitFor();
      expect(await number.evaluate((each) => each === document.activeElement)).toBe(true);

      // A recipient that has opted out: what that means, and Twilio's own page about it.
      await number.fill('+1 500 555 0004');
      await number.press('Enter');
      await results.getByText(t('Not sent')).waitFor();
      await results
        .getByText(t('The recipient has opted out of messages from this sender.'))
        .waitFor();
      await results.getByText(t('Details'), { exact: true }).click();
      const link = results.getByRole('link', { name: '21610' });
      expect(await link.getAttribute('href')).toMatch(/^https:/);

      // Each field is checked as it is filled in, and no other.
      const own = step(t('Your account'));
      const accountSID = own.getByLabel(label('accountSID'));
      const authToken = own.getByRole('textbox', { name: label('authToken'), exact: false });
      const mistake = t('Must be AC and 32 hexadecimal digits.');
      await accountSID.fill('AC12');
      await own.getByText(mistake).waitFor();
      await expectCount(page.getByText(t('Required.')), 0);
      await expectCount(page.locator('.problems'), 0);

      // Saving says what is missing, and a test account is none.
      const save = page.getByRole('button', { name: t('Save and Done') });
      await accountSID.fill('');
      await own.getByText(mistake).waitFor({ state: 'detached' });
      await save.click();
      const problems = page.locator('.problems:focus');
      await problems.getByText(t('Required.')).first().waitFor();
      await expectMissing(path.join(project.directory, file));
      await accountSID.fill(`AC${'0'.repeat(32)}`);
      await authToken.fill('emulated-auth-token');
      await own.getByLabel(label('fromMessagingServiceSID')).fill(account.fromMessagingServiceSID);
      await own
        .getByText(t('This value is made up for tests. Enter the one of your account.'))
        .waitFor();
      await save.click();
      await expectMissing(path.join(project.directory, file));

      // The real account, checked by its provider.
      await accountSID.fill(account.accountSID);
      await authToken.fill('not-the-token');
      await page.locator('.problems').waitFor({ state: 'detached' });
      await own
        .getByRole('img', { name: t('OK') })
        .nth(2)
        .waitFor();
      const check = own.getByRole('button', { name: t('Check with {name}', { name: 'Twilio' }) });
      const said = own.getByRole('region', { name: t('What {name} says', { name: 'Twilio' }) });
      await check.click();
      await said.getByText(t('Problem'), { exact: true }).waitFor();
      await authToken.fill(account.authToken);
      // What was said about other credentials is gone.
      await said.waitFor({ state: 'detached' });
      await check.click();
      await said.getByText('12.50 USD').waitFor();
      const bar = await page.locator('.save-bar').boundingBox();
      const answer = await said.boundingBox();
      expect((answer?.y ?? Infinity) + (answer?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
      await expectCount(said.getByText(t('Problem'), { exact: true }), 0);

      // A text in UCS-2: each character is replaced by a click.
      const texts = step(t('Texts'));
      const row = texts.getByRole('row', { name: /SignIn/ }).first();
      await row.getByRole('button').click();
      const text = texts.getByRole('textbox', { name: t('Text'), exact: true });
      await text.fill('Code… {{code}} “now”');
      await row.getByText('UCS-2').waitFor();
      await texts
        .getByRole('button', {
          name: t('Replace {character} with {replacement}', { character: '…', replacement: '...' }),
        })
        .click();
      await texts
        .getByText(t('{character} is now {replacement}', { character: '…', replacement: '...' }))
        .waitFor();
      expect(await text.inputValue()).toBe('Code... {{code}} “now”');
      await texts.getByRole('button', { name: t('Replace all') }).click();
      await row.getByText('UCS-2').waitFor({ state: 'detached' });
      expect(await text.inputValue()).toBe('Code... {{code}} "now"');

      // One real message: the button says so, and one is sent.
      const real = step(t('Real {name} account', { name: 'Twilio' }));
      await real.getByLabel(t('Phone number')).fill('+33 6 39 98 01 23');
      await real.getByRole('button', { name: t('Send a real message'), exact: true }).click();
      await real.getByText(t('Accepted'), { exact: true }).waitFor();
      expect(twilio.messages.map(({ to }) => to)).toEqual(['+33639980123']);

      // If Twilio cannot be reached, the first of four is the last.
      await twilio.close();
      await real.getByLabel(t('Message'), { exact: true }).selectOption('all');
      await real
        .getByRole('button', { name: t('Send {count} real messages', { count: 4 }) })
        .click();
      await real.getByText(t('Not sent'), { exact: true }).waitFor();
      await real
        .getByText(
          t('{count} more messages were not sent: they would have failed the same way.', {
            count: 3,
          }),
        )
        .waitFor();
      await expectCount(real.locator('.receipt'), 1);
      await real.getByText(t('The connection to the provider failed.')).waitFor();

      // Saved, readable only by its owner.
      await save.click();
      await page.getByRole('dialog').getByText(file).first().waitFor();
      await page.keyboard.press('Escape');
      const saved = path.join(project.directory, file);
      expect((await stat(saved)).mode & 0o777).toBe(0o600);
      const config = JSON.parse(await readFile(saved, 'utf8')) as { templates: unknown[] };
      expect(config).toMatchObject(account);
      expect(config.templates).toHaveLength(4);

      // Found again after a reload; a draft can be reset.
      await page.reload();
      await page.getByText(t('Saved'), { exact: true }).waitFor();
      expect(await accountSID.inputValue()).toBe(account.accountSID);
      expect(await authToken.getAttribute('type')).toBe('password');
      await accountSID.fill(`AC${'2'.repeat(32)}`);
      await page.getByText(t('Draft'), { exact: true }).waitFor();
      await page.getByRole('button', { name: t('Discard the draft') }).click();
      await expect.poll(() => accountSID.inputValue()).toBe(account.accountSID);

      expect(complaints).toEqual([]);
      expect(addresses.filter((address) => !address.startsWith(`${running.origin}/`))).toEqual([]);
      expect(addresses.join(' ')).not.toContain(running.token);
      const html = await (await fetch(running.origin)).text();
      expect(html).not.toMatch(new RegExp(`${running.token}|${account.authToken}`));
    },
  );
});

/** Presses Tab from the start of the page until the focus is on a button; returns how many stops are before it. */
async function stopsBefore(page: Page, name: string): Promise<number> {
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (focused === name) return stops;
  }
  throw new Error(`No tab stop is ${name}.`);
}

/** The element is seen without scrolling. */
async function expectInView(page: Page, element: ReturnType<Page['locator']>): Promise<void> {
  const box = await element.boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
}

async function expectMissing(name: string): Promise<void> {
  await expect(stat(name)).rejects.toThrow(/ENOENT/);
}
