import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsole } from '../src/index.ts';
import { buildPage } from '../src/page/build.ts';
import {
  type Browser,
  browserTimeoutMs,
  openBrowser,
  type Page,
} from '../../../test/browser/open-browser.ts';
import { expectAccessible } from './accessible.ts';
import { testProject, twilioConfig } from './project.ts';
import { pageCatalogues, translatorOf } from './translations.ts';
import { openPage, openWindow } from './watched-page.ts';

let browser: Browser;
let pageDirectory: string;
beforeAll(async () => {
  pageDirectory = await mkdtemp(path.join(tmpdir(), 'sms-connectors-page-'));
  [browser] = await Promise.all([openBrowser(), buildPage(pageDirectory)]);
}, browserTimeoutMs);
afterAll(async () => {
  // Absent if no browser started.
  await (browser as Browser | undefined)?.close();
  await rm(pageDirectory, { recursive: true, force: true });
});

const minutes = 180_000;
const file = 'sms-connectors.twilio.json';

const people = [
  { language: 'en', locale: 'en-GB' },
  { language: 'fr', locale: 'fr-FR' },
  { language: 'pt', locale: 'pt-BR' },
] as const;

describe.each(people)('a new user in $language', ({ language, locale }) => {
  const t = translatorOf(language, [...pageCatalogues, 'twilio/guide']);
  const send = { name: t('Send'), exact: true };

  test(
    'sends with the mock, sets up Twilio and finds everything again after a reload',
    { timeout: minutes },
    async () => {
      await using project = await testProject('twilio');
      await using running = await startConsole({ ...project, pageDirectory });
      const { page, complaints, addresses } = await openPage(browser, running.link, { locale });
      const phone = page.getByRole('region', { name: t('The recipient’s phone') });
      const results = page.getByRole('log', { name: t('Results') });

      // The mock is selected first: press Send and the message arrives.
      await page.getByRole('heading', { name: 'Mock', exact: true }).waitFor();
      await expectCount(page.getByRole('button', { name: t('Check with the emulator') }), 0);
      expect(page.url()).toBe(`${running.origin}/`);
      await phone.getByText(t('Press Send and the message appears here.')).waitFor();
      await page.getByRole('button', send).click();
      await expectCount(results.getByText(t('Accepted'), { exact: true }), 4);
      await phone
        .getByText(/123456/)
        .nth(3)
        .waitFor();

      // Twilio, with an invalid field: the problem shows in the user's language.
      await page.getByLabel(t('Connector')).selectOption('twilio');
      const accountSID = page.getByRole('textbox', { name: /^accountSID/ });
      await accountSID.fill('AC12');
      const mistake = t('Must be AC and 32 hexadecimal digits.');
      await page.locator('.mantine-TextInput-error', { hasText: mistake }).waitFor();
      await page.getByRole('button', { name: t('Save and Done') }).click();
      const problems = page.locator('.problems');
      await problems.and(page.locator(':focus')).waitFor();
      await expectMissing(path.join(project.directory, file));

      // The fields show nothing but the listed problems.
      await accountSID.fill('');
      await problems.getByText(t('Required.')).waitFor();
      const beside = await page.locator('.mantine-InputWrapper-error').allTextContents();
      const listed = await problems.textContent();
      expect(beside).toContain(t('Required.'));
      expect(beside.filter((text) => listed?.includes(text) !== true)).toEqual([]);
      await accountSID.fill('AC12');
      await problems.getByText(mistake).waitFor();

      // The guide explains where to find the value.
      const sides = page.getByRole('radiogroup', { name: t('View') });
      await sides.getByText(t('Guide')).click();
      await page.getByRole('article').getByText(guideTitle(language), { exact: true }).waitFor();
      await sides.getByText(t('Try it')).click();

      // Fixed, with the emulator's account.
      await page.getByRole('button', { name: t('Use the emulator’s test account') }).click();
      await page.getByText(mistake).first().waitFor({ state: 'detached' });
      expect(await accountSID.inputValue()).toBe(twilioConfig.accountSID);

      // Check the account before sending.
      await page.getByRole('button', { name: t('Check with the emulator') }).click();
      const said = page.getByRole('region', { name: t('What the emulator says') });
      await said.getByText('12.50 USD').waitFor();
      await said.getByText(t('Sender'), { exact: true }).waitFor();
      await said.getByText(t('OK'), { exact: true }).nth(1).waitFor();
      await expectCount(said.getByText(t('Problem'), { exact: true }), 0);
      await phone.getByText(t('Press Send and the message appears here.')).waitFor();

      await page.getByRole('button', send).click();
      await expectCount(results.getByText(t('Accepted'), { exact: true }), 4);
      await expectCount(results.getByText(t('Delivered:')), 4);
      await phone
        .getByText(/123456/)
        .nth(3)
        .waitFor();

      // A recipient that has opted out: the result shows what that means and that nothing was sent.
      await page.getByLabel(t('Phone number')).fill('+1 500 555 0004');
      await page.getByLabel(t('Usage type'), { exact: true }).selectOption('SignIn');
      await page.getByRole('button', send).click();
      await results.getByText(t('Not sent')).waitFor();
      await results
        .getByText(t('The recipient has opted out of messages from this sender.'))
        .waitFor();
      expect(await results.getByRole('link', { name: '21610' }).getAttribute('href')).toMatch(
        /^https:/,
      );

      // Saved, readable only by its owner.
      await page.getByRole('button', { name: t('Save and Done') }).click();
      await page.getByRole('dialog').getByText(file).first().waitFor();
      await page.keyboard.press('Escape');
      const saved = path.join(project.directory, file);
      expect((await stat(saved)).mode & 0o777).toBe(0o600);
      expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({
        authToken: twilioConfig.authToken,
        templates: [{ usageType: 'Register' }, {}, {}, {}],
      });

      // A reload shows the saved config, and later a draft of it.
      await page.reload();
      await page.getByText(t('Saved'), { exact: true }).waitFor();
      expect(await accountSID.inputValue()).toBe(twilioConfig.accountSID);
      const token = page.getByLabel('authToken', { exact: true });
      expect(await token.getAttribute('type')).toBe('password');
      expect(await token.inputValue()).toBe(twilioConfig.authToken);
      const content = page.getByRole('textbox', { name: /^content/ }).first();
      await content.fill('{{code}} “–”');
      await page.getByText('“ → "').waitFor();
      await page.reload();
      await page.getByText(t('Draft'), { exact: true }).waitFor();
      expect(await content.inputValue()).toBe('{{code}} “–”');

      expect(complaints).toEqual([]);
      expect(addresses.filter((address) => !address.startsWith(`${running.origin}/`))).toEqual([]);
      expect(addresses.join(' ')).not.toContain(running.token);
      const html = await (await fetch(running.origin)).text();
      expect(html).not.toMatch(new RegExp(`${running.token}|${twilioConfig.authToken}`));
    },
  );
});

test.each(['en', 'fr', 'pt'])(
  'warns in %s about a template that loses its code, until it is fixed or allowed',
  { timeout: minutes },
  async (language) => {
    const t = translatorOf(language);
    await using project = await testProject();
    await using running = await startConsole({ ...project, pageDirectory });
    const { page } = await openPage(browser, running.link, { locale: language });
    const content = page.getByRole('textbox', { name: /^content/ }).nth(1);
    const coverage = page.getByRole('listitem', {
      name: `SignIn: ${t('has a template without a code')}`,
    });
    const warning = page.getByText(
      t('Write {placeholder} instead of {written}, which is not filled in.', {
        placeholder: '{{code}}',
        written: '{code}',
      }),
    );
    const withoutCode = page.getByRole('checkbox', { name: /^withoutCode/ });
    await expectCount(page.getByText(t('Placeholders:')), 4);
    await expectCount(page.locator('.placeholders code', { hasText: /^\{\{code\}\}$/ }), 4);
    await expectCount(withoutCode, 0);

    await content.fill('Your code is {code}.');
    await warning.waitFor();
    await coverage.waitFor();
    await content.fill('Your code is {{code}}.');
    await warning.waitFor({ state: 'detached' });
    await coverage.waitFor({ state: 'detached' });

    await content.fill('Your account is ready.');
    await coverage.waitFor();
    await withoutCode.check();
    await coverage.waitFor({ state: 'detached' });
    await page.getByText('JSON', { exact: true }).click();
    const json = await page.getByLabel(t('The config as JSON')).inputValue();
    expect(JSON.parse(json)).toMatchObject({
      templates: [{}, { content: 'Your account is ready.', withoutCode: true }, {}, {}],
    });
  },
);

test(
  'the JSON view stays in sync with the form and hides secrets',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory });
    const { page } = await openPage(browser, running.link);
    await page.getByLabel('Connector').selectOption('twilio');
    await page.getByLabel('authToken', { exact: true }).fill('hunter2');
    await page.getByText('JSON', { exact: true }).click();
    const json = page.getByLabel('The config as JSON');
    const shown = await json.inputValue();
    expect(shown).not.toContain('hunter2');
    expect(JSON.parse(shown)).toMatchObject({ authToken: '••••••••' });

    await json.fill(shown.replace('{', '{ "from": "Acme",'));
    await page.getByText('Form', { exact: true }).click();
    expect(await page.getByLabel('authToken', { exact: true }).inputValue()).toBe('hunter2');
    await page.getByText(/^Other fields/).click();
    expect(await page.getByRole('textbox', { name: /^from(?!M)/ }).inputValue()).toBe('Acme');

    await page.getByText('JSON', { exact: true }).click();
    await json.fill('{ "from": ');
    await page.getByText('Not a valid JSON object yet.', { exact: false }).waitFor();
  },
);

test(
  'open windows stay in sync, and ask which version to keep if both were edited',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory });
    const one = await openPage(browser, running.link);
    const other = await openWindow(one, running.link);
    const text = ({ page }: typeof one) => page.getByRole('textbox', { name: /^content/ }).first();
    await text(one).fill('First');
    await expect.poll(() => text(other).inputValue()).toBe('First');

    // Neither draft reaches the server before both are typed, so one of them is too late.
    const typed = Promise.withResolvers<void>();
    for (const { page } of [one, other]) {
      await page.route('**/draft', async (route) => {
        await typed.promise;
        await route.continue();
      });
    }
    await text(one).fill('Mine');
    await text(other).fill('Yours');
    typed.resolve();
    const asked = await Promise.any(
      [one, other].map(async (each) => {
        await each.page.getByText('Changed in two places').waitFor();
        return each;
      }),
    );
    await asked.page.bringToFront();
    const kept = await text(asked).inputValue();
    await asked.page.getByRole('button', { name: 'Keep this version' }).click();
    for (const each of [one, other]) {
      await expect.poll(() => text(each).inputValue()).toBe(kept);
    }
  },
);

test('keeps what the user types while the config and the emulator load', async () => {
  await using project = await testProject('twilio');
  await using running = await startConsole({ ...project, pageDirectory });
  const { page } = await openPage(browser, running.link);
  for (const slow of ['config', 'emulator']) {
    await page.route(`**/api/connectors/twilio/${slow}`, async (route) => {
      await delay(1500);
      await route.continue();
    });
  }
  await page.getByLabel('Connector').selectOption('twilio');
  await page.getByRole('button', { name: 'Use the emulator’s test account' }).click();
  await page
    .getByRole('textbox', { name: /^content/ })
    .first()
    .fill('Typed meanwhile: {{code}}');
  const accountSID = page.getByRole('textbox', { name: /^accountSID/ });
  await expect.poll(() => accountSID.inputValue()).toBe(twilioConfig.accountSID);
  await page.getByText('Draft', { exact: true }).waitFor();
  await page.reload();
  await expect.poll(() => accountSID.inputValue()).toBe(twilioConfig.accountSID);
  const content = page.getByRole('textbox', { name: /^content/ }).first();
  expect(await content.inputValue()).toBe('Typed meanwhile: {{code}}');
});

test('keeps what the user typed just before the page was closed', async () => {
  await using project = await testProject('twilio');
  await using running = await startConsole({ ...project, pageDirectory });
  const { page } = await openPage(browser, running.link);
  await page.getByLabel('Connector').selectOption('twilio');
  const accountSID = page.getByRole('textbox', { name: /^accountSID/ });
  await accountSID.fill('AC12');
  await page.reload();
  await expect.poll(() => accountSID.inputValue()).toBe('AC12');
});

test('opens in a browser whose language is no language tag', async () => {
  await using project = await testProject();
  await using running = await startConsole({ ...project, pageDirectory });
  const { page, complaints } = await openPage(browser, running.link);
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'languages', { value: ['en-US@posix'] }),
  );
  await page.reload();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Accepted', { exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
});

test('does not save an invalid edit that was not validated yet', { timeout: minutes }, async () => {
  await using project = await testProject('twilio');
  await using running = await startConsole({ ...project, pageDirectory });
  const { page } = await openPage(browser, running.link);
  await page.getByLabel('Connector').selectOption('twilio');
  await page.getByRole('button', { name: 'Use the emulator’s test account' }).click();
  await page.getByText('Draft', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Accepted', { exact: true }).nth(3).waitFor();
  // Both in one task: no validation of this field can have finished in between.
  await page.getByRole('textbox', { name: /^accountSID/ }).evaluate((field: HTMLInputElement) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'AC12');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    [...document.querySelectorAll('button')]
      .find(({ textContent }) => textContent === 'Save and Done')
      ?.click();
  });
  const problems = page.locator('.problems:focus');
  await problems.getByText('Must be AC and 32 hexadecimal digits.').waitFor();
  await expectCount(page.getByText('The file could not be written.'), 0);
  await expectMissing(path.join(project.directory, file));

  // In the JSON view, a problem leads to the field in the form.
  await page.getByText('JSON', { exact: true }).click();
  await page.locator('.problems').getByRole('button').click();
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await expect.poll(focused).toBe('root_accountSID');
});

test(
  'says what to do if it was opened without its link, or if the console stopped',
  { timeout: minutes },
  async () => {
    await using project = await testProject();
    const running = await startConsole({ ...project, pageDirectory });
    const stranger = await openPage(browser, running.origin);
    await stranger.page.getByText('Open the link shown in the terminal').waitFor();
    const { page } = await openPage(browser, running.link);
    await page.getByRole('heading', { name: 'Mock', exact: true }).waitFor();
    await running.close();
    await page.getByText('The console is not responding').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('Keep this page open');
  },
);

test(
  'tells nothing to a program that takes the port after the console has stopped',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    const running = await startConsole({ ...project, pageDirectory });
    const { page } = await openPage(browser, running.link);
    await page.getByLabel('Connector').selectOption('twilio');
    await page.getByRole('textbox', { name: /^accountSID/ }).fill(twilioConfig.accountSID);
    await page.getByText('Draft', { exact: true }).waitFor();
    const port = Number(new URL(running.origin).port);
    await running.close();

    const heard: string[] = [];
    const impostor = createServer(async (request, response) => {
      heard.push(JSON.stringify([request.method, request.url, request.headers]));
      heard.push((await buffer(request)).toString('latin1'));
      // What the console would answer to a poll, if the page believed it.
      const live = { version: 'v', messages: [], reports: [] };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(live));
    });
    impostor.listen(port, '127.0.0.1');
    await once(impostor, 'listening');
    try {
      await page.getByLabel('authToken', { exact: true }).fill('hush-hush');
      await expect.poll(() => heard.some((each) => each.includes('/draft'))).toBe(true);
      await page.getByText('The console is not responding').waitFor();
      const before = heard.length;
      await expect.poll(() => heard.length).toBeGreaterThan(before + 2);
      const everything = heard.join('\n');
      expect(everything).not.toContain('hush-hush');
      expect(everything).not.toContain(twilioConfig.accountSID);
      expect(everything).not.toContain(running.token);
      expect(everything.toLowerCase()).not.toMatch(/authorization|cookie/);
      // The page still shows what the user typed.
      const token = page.getByLabel('authToken', { exact: true });
      expect(await token.inputValue()).toBe('hush-hush');
      // After a reload, the program’s own page can read all that the browser keeps.
      await page.reload();
      const kept = await page.evaluate(() =>
        JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]),
      );
      expect(kept).not.toContain('hush-hush');
      expect(kept).not.toContain(twilioConfig.accountSID);
    } finally {
      impostor.closeAllConnections();
      impostor.close();
    }
  },
);

describe.each(people)('a file that cannot be saved, in $language', ({ language, locale }) => {
  const t = translatorOf(language);

  test('is refused with the reason, and the draft is kept', { timeout: minutes }, async () => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory });
    await mkdir(path.join(project.directory, file));
    const { page, complaints } = await openPage(browser, running.link, { locale });
    await page.getByLabel(t('Connector')).selectOption('twilio');
    await page.getByText(t('{file} cannot be read', { file })).waitFor();
    await page.getByRole('button', { name: t('Use the emulator’s test account') }).click();
    await page.getByText(t('Draft'), { exact: true }).waitFor();
    await page.getByRole('button', { name: t('Save and Done') }).click();
    const said = [
      t('{file} was not saved.', { file }),
      t('It is not a regular file.'),
      t('Your draft is kept.'),
    ].join(' ');
    await page.getByRole('status').getByText(said, { exact: true }).waitFor();
    await expectAccessible(page);
    expect(complaints.filter((each) => !each.includes('507'))).toEqual([]);
    const saved = page.getByRole('textbox', { name: /^accountSID/ });
    await page.reload();
    await expect.poll(() => saved.inputValue()).toBe(twilioConfig.accountSID);
    // The place is free again.
    await rm(path.join(project.directory, file), { recursive: true });
    await page.getByText(t('{file} cannot be read', { file })).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: t('Save and Done') }).click();
    await page.getByRole('dialog').getByText(file).first().waitFor();
  });
});

test(
  'says that changes exist only in the page while the draft cannot be stored',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory });
    // No folder of drafts can be made below a file.
    await writeFile(project.draftDirectory, '');
    const { page } = await openPage(browser, running.link);
    await page.getByLabel('Connector').selectOption('twilio');
    await page.getByRole('button', { name: 'Use the emulator’s test account' }).click();
    const warning = page.getByText(/^The draft was not stored\. .* exist only in this page\.$/);
    await warning.waitFor();
    await page.getByRole('button', { name: 'Save and Done' }).click();
    await page.getByRole('dialog').getByText(file).first().waitFor();
    await warning.waitFor({ state: 'detached' });
    const saved = await readFile(path.join(project.directory, file), 'utf8');
    expect(JSON.parse(saved)).toMatchObject({ authToken: twilioConfig.authToken });
  },
);

test.each(['light', 'dark'] as const)(
  'is accessible in %s and on a phone',
  { timeout: minutes },
  async (colorScheme) => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory });
    const viewport = { width: 375, height: 740 };
    const { page } = await openPage(browser, running.link, { colorScheme, viewport });
    await page.getByLabel('Connector').selectOption('twilio');
    await page.getByRole('button', { name: 'Use the emulator’s test account' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Accepted', { exact: true }).nth(3).waitFor();
    await page.getByRole('button', { name: 'Check with the emulator' }).click();
    await page.getByText('12.50 USD').waitFor();
    for (const side of ['Configure', 'Guide', 'Try it']) {
      await page.getByRole('radiogroup', { name: 'View' }).getByText(side).click();
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBe(0);
    }
    await page.setViewportSize({ width: 1360, height: 900 });
    await page.getByLabel('Connector').selectOption('twilio');
    await page.getByRole('textbox', { name: /^accountSID/ }).fill('AC12');
    await page.getByText('Must be AC and 32 hexadecimal digits.').first().waitFor();
    const content = page.getByRole('textbox', { name: /^content/ }).first();
    await content.fill('Your code is {code}.');
    await page.getByRole('checkbox', { name: /^withoutCode/ }).waitFor();
    await expectAccessible(page);
    // By keyboard, from the first field to the last button, without a tab stop on the body.
    await page.getByRole('textbox', { name: /^accountSID/ }).focus();
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
    expect(stops).toEqual(expect.arrayContaining(['Show or hide authToken', 'Add a template']));
    expect(stops.at(-1)).toBe('Save and Done');
    expect(stops).not.toContain('BODY');
    await page.getByLabel('Connector').selectOption('mock');
    // By keyboard alone: press Enter in the phone number field.
    const button = page.getByRole('button', { name: 'Send', exact: true });
    await expect.poll(() => button.isEnabled()).toBe(true);
    await page.getByLabel('Phone number').press('Enter');
    await page.getByText('Accepted', { exact: true }).first().waitFor();
  },
);

test('the page includes the licences of its dependencies, which are all permissive', async () => {
  const licences = await readFile(path.join(pageDirectory, 'third-party-licences.md'), 'utf8');
  const brought = [...licences.matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)];
  const names = brought.map(([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining(['react-dom', '@mantine/core', '@rjsf/core', 'hono']),
  );
  expect(licences).toContain('Copyright (c) Meta Platforms');
  const permissive = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|\(MPL-2\.0 OR Apache-2\.0\))$/;
  expect(brought.filter(([, , licence = '']) => !permissive.test(licence))).toEqual([]);
});

function guideTitle(language: string): string {
  const guide = path.join(import.meta.dirname, `../../twilio/guide/${language}.json`);
  return (JSON.parse(readFileSync(guide, 'utf8')) as { title: string }).title;
}

async function expectCount(locator: ReturnType<Page['getByText']>, count: number): Promise<void> {
  await expect.poll(() => locator.count()).toBe(count);
}

async function expectMissing(name: string): Promise<void> {
  await expect(stat(name)).rejects.toThrow(/ENOENT/);
}
