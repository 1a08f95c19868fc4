import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../../../test/browser/accessible.ts';
import type { Page } from '../../../test/browser/open-browser.ts';
import { openPage, openWindow } from '../../../test/browser/watched-page.ts';
import { fieldLabel } from '../src/functions/field-labels.ts';
import { startConsole } from '../src/index.ts';
import { choose } from './choose.ts';
import { pageBrowser } from './page-browser.ts';
import { testProject } from './project.ts';
import { completeLanguages, translatorOf } from './translations.ts';

const made = pageBrowser();
const minutes = 180_000;
const file = 'sms-connectors.twilio.json';
const account = {
  accountSID: `AC${'1'.repeat(32)}`,
  authToken: 'the-users-own-token',
  fromMessagingServiceSID: `MG${'1'.repeat(32)}`,
};
const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }];

/** Fills in an account that Twilio's schema accepts. */
async function fillAccount(page: Page, t = translatorOf('en')): Promise<void> {
  for (const [name, value] of Object.entries(account)) {
    await page
      .getByRole('textbox', { name: t(fieldLabel(name)) })
      .first()
      .fill(value);
  }
}

test(
  'open windows stay in sync, and ask which version to keep if both were edited',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const one = await openPage(made.browser, running.link);
    const other = await openWindow(one, running.link);
    const text = ({ page }: typeof one) => page.getByRole('textbox', { name: 'Text', exact: true });
    for (const { page } of [one, other]) {
      await page.getByRole('button', { name: 'Register' }).click();
    }
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
    // Both versions are shown, and Enter keeps what was typed here.
    const kept = await text(asked).inputValue();
    const dialog = asked.page.getByRole('dialog');
    const row = dialog.getByRole('row', { name: 'Texts › 1 › Text' });
    expect(await row.getByRole('cell').allTextContents()).toEqual(
      kept === 'Mine' ? ['Mine', 'Yours'] : ['Yours', 'Mine'],
    );
    const keep = dialog.getByRole('button', { name: 'Keep this version' });
    await expect.poll(() => keep.evaluate((each) => each === document.activeElement)).toBe(true);
    await asked.page.keyboard.press('Enter');
    for (const each of [one, other]) {
      await expect.poll(() => text(each).inputValue()).toBe(kept);
    }
  },
);

test('keeps what the user typed just before the page was closed', async () => {
  await using project = await testProject('twilio');
  await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
  const { page } = await openPage(made.browser, running.link);
  await choose(page, 'Connector', 'Twilio');
  const accountSID = page.getByRole('textbox', { name: /^Account SID/ });
  await accountSID.fill('AC12');
  await page.reload();
  await expect.poll(() => accountSID.inputValue()).toBe('AC12');
});

test('opens in a browser whose language is no language tag', async () => {
  await using project = await testProject();
  await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
  const { page, complaints } = await openPage(made.browser, running.link);
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'languages', { value: ['en-US@posix'] }),
  );
  await page.reload();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Accepted', { exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
});

test('asks for the connectors while its words still load', async () => {
  await using project = await testProject();
  await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
  await using context = await made.browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  const words = Promise.withResolvers<void>();
  await page.route('**/assets/fr-*.js', async (route) => {
    await words.promise;
    await route.continue();
  });
  const asked = page.waitForRequest('**/api/connectors');
  await page.goto(running.link);
  expect((await asked).method()).toBe('POST');
  const send = page.getByRole('button', { name: translatorOf('fr')('Send'), exact: true });
  expect(await send.count()).toBe(0);
  words.resolve();
  await send.waitFor();
});

test('speaks the first language of the browser that it has', async () => {
  await using project = await testProject();
  await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
  const { page } = await openPage(made.browser, running.link);
  await page.addInitScript(() => {
    // As on the first visit: later, the language is the one that was stored.
    localStorage.clear();
    Object.defineProperty(navigator, 'languages', { value: ['ca-ES', 'es-ES', 'en'] });
  });
  await page.reload();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('es');
});

test('says beside Save that an editor has changed the file', { timeout: minutes }, async () => {
  await using project = await testProject('twilio');
  const write = (config: object) =>
    writeFile(path.join(project.directory, file), JSON.stringify(config));
  await write({ ...account, templates });
  await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
  const { page } = await openPage(made.browser, running.link);
  await choose(page, 'Connector', 'Twilio');
  const accountSID = page.getByRole('textbox', { name: /^Account SID/ });
  await accountSID.fill(`AC${'2'.repeat(32)}`);
  await page.getByText('Draft', { exact: true }).waitFor();
  const edited = `AC${'3'.repeat(32)}`;
  await write({ ...account, accountSID: edited, templates });
  const said = page.locator('.save-bar').getByText(/Saving overwrites it/);
  await said.waitFor();
  await page.getByRole('button', { name: 'Load the file instead' }).click();
  await said.waitFor({ state: 'detached' });
  expect(await accountSID.inputValue()).toBe(edited);
});

test('does not save an invalid edit that was not validated yet', { timeout: minutes }, async () => {
  await using project = await testProject('twilio');
  await writeFile(path.join(project.directory, file), JSON.stringify({ ...account, templates }));
  await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
  const { page } = await openPage(made.browser, running.link);
  await choose(page, 'Connector', 'Twilio');
  await page.getByText('Saved', { exact: true }).waitFor();
  // Both in one task: no validation of this field can have finished in between.
  await page.getByRole('textbox', { name: /^Account SID/ }).evaluate((field: HTMLInputElement) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, 'AC12');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    [...document.querySelectorAll('button')]
      .find(({ textContent }) => textContent === 'Save and Done')
      ?.click();
  });
  const problems = page.locator('.problems:focus');
  await problems.getByText('Must be AC and 32 hexadecimal digits.').waitFor();
  expect(JSON.parse(await readFile(path.join(project.directory, file), 'utf8'))).toMatchObject(
    account,
  );

  // In the JSON view, a problem leads to the field in the form.
  await page.getByText('JSON', { exact: true }).click();
  await page.locator('.problems').getByRole('button').click();
  const focused = () => page.evaluate(() => document.activeElement?.id);
  await expect.poll(focused).toBe('root_accountSID');
});

test(
  'saves what was there when Save was pressed, and keeps what came after',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    await writeFile(path.join(project.directory, file), JSON.stringify({ ...account, templates }));
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const { page } = await openPage(made.browser, running.link);
    await choose(page, 'Connector', 'Twilio');
    await page.getByText('Saved', { exact: true }).waitFor();
    const field = page.getByRole('textbox', { name: /^Account SID/ });
    // In one task: nothing can have been sent in between.
    await field.evaluate((element: HTMLInputElement) => {
      const type = (value: string): void => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(
          element,
          value,
        );
        element.dispatchEvent(new Event('input', { bubbles: true }));
      };
      type(`AC${'2'.repeat(32)}`);
      [...document.querySelectorAll('button')]
        .find(({ textContent }) => textContent === 'Save and Done')
        ?.click();
      type(`AC${'3'.repeat(32)}`);
    });
    const saved = async (): Promise<unknown> =>
      JSON.parse(await readFile(path.join(project.directory, file), 'utf8'));
    await expect.poll(saved).toMatchObject({ accountSID: `AC${'2'.repeat(32)}` });
    await page.getByText('Draft kept on this machine').waitFor();
    expect(await field.inputValue()).toBe(`AC${'3'.repeat(32)}`);
    await page.reload();
    await expect.poll(() => field.inputValue()).toBe(`AC${'3'.repeat(32)}`);
  },
);

test(
  'says what to do if it was opened without its link, or if the console stopped or has another key',
  { timeout: minutes },
  async () => {
    await using project = await testProject();
    const running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const stranger = await openPage(made.browser, running.origin);
    await stranger.page.getByText('The access key is missing').waitFor();
    await stranger.page.getByText('Open the link shown in the terminal').waitFor();
    expect(await stranger.page.getByText('not responding').count()).toBe(0);
    const { page } = await openPage(made.browser, running.link);
    await page.getByRole('heading', { name: 'Mock', exact: true }).waitFor();
    const port = Number(new URL(running.origin).port);
    await running.close();
    await page.getByText('The console is not responding').waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('Keep this page open');
    // What was typed is kept also if the user comes back from another tab.
    await page.evaluate(() =>
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
    );
    for (let polls = 0; polls < 3; polls += 1) await page.waitForRequest('**/live');
    await page.getByRole('heading', { name: 'Mock', exact: true }).waitFor();
    await using again = await startConsole({ ...project, port, pageDirectory: made.pageDirectory });
    await page.getByText('The console was started again').waitFor();
    expect(again.token).not.toBe(running.token);
  },
);

test(
  'tells nothing to a program that takes the port after the console has stopped',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    const running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const { page } = await openPage(made.browser, running.link);
    await choose(page, 'Connector', 'Twilio');
    await page.getByRole('textbox', { name: /^Account SID/ }).fill(account.accountSID);
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
      await page.getByRole('textbox', { name: /^Auth token(?! for)/ }).fill('hush-hush');
      await expect.poll(() => heard.some((each) => each.includes('/draft'))).toBe(true);
      await page.getByText('The console is not responding').waitFor();
      const before = heard.length;
      await expect.poll(() => heard.length).toBeGreaterThan(before + 2);
      const everything = heard.join('\n');
      expect(everything).not.toContain('hush-hush');
      expect(everything).not.toContain(account.accountSID);
      expect(everything).not.toContain(running.token);
      expect(everything.toLowerCase()).not.toMatch(/authorization|cookie/);
      // The page still shows what the user typed.
      const token = page.getByRole('textbox', { name: /^Auth token(?! for)/ });
      expect(await token.inputValue()).toBe('hush-hush');
      // After a reload, the program’s own page can read all that the browser keeps.
      await page.reload();
      const kept = await page.evaluate(() =>
        JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]),
      );
      expect(kept).not.toContain('hush-hush');
      expect(kept).not.toContain(account.accountSID);
    } finally {
      impostor.closeAllConnections();
      impostor.close();
    }
  },
);

describe.each(completeLanguages)('a file that cannot be saved, in %s', (language) => {
  const t = translatorOf(language);

  test('is refused with the reason, and the draft is kept', { timeout: minutes }, async () => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    await mkdir(path.join(project.directory, file));
    const { page, complaints } = await openPage(made.browser, running.link, {
      locale: language,
    });
    await choose(page, t('Connector'), 'Twilio');
    await page.getByText(t('{file} cannot be read', { file })).waitFor();
    await fillAccount(page, t);
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
    const saved = page.getByRole('textbox', { name: t(fieldLabel('accountSID')) }).first();
    await page.reload();
    await expect.poll(() => saved.inputValue()).toBe(account.accountSID);
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
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    // No folder of drafts can be made below a file.
    await writeFile(project.draftDirectory, '');
    const { page } = await openPage(made.browser, running.link);
    await choose(page, 'Connector', 'Twilio');
    await fillAccount(page);
    const warning = page.getByText(/^The draft was not stored\. .* exist only in this page\.$/);
    await warning.waitFor();
    await page.getByRole('button', { name: 'Save and Done' }).click();
    await page.getByRole('dialog').getByText(file).first().waitFor();
    await warning.waitFor({ state: 'detached' });
    const saved = await readFile(path.join(project.directory, file), 'utf8');
    expect(JSON.parse(saved)).toMatchObject({ authToken: account.authToken });
  },
);
