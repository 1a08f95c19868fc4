import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { expectAccessible } from '../../../test/browser/accessible.ts';
import { openPage } from '../../../test/browser/watched-page.ts';
import { startConsole } from '../src/index.ts';
import { choose } from './choose.ts';
import { expectCount, pageBrowser } from './page-browser.ts';
import { testProject } from './project.ts';
import { languagesOf, translatorOf } from './translations.ts';

const made = pageBrowser();
const minutes = 180_000;

test.each(languagesOf())(
  'warns in %s about a template that loses its code, until it is fixed or allowed',
  { timeout: minutes },
  async (language) => {
    const t = translatorOf(language);
    await using project = await testProject();
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const { page } = await openPage(made.browser, running.link, { locale: language });
    const row = page.getByRole('row', { name: /SignIn/ }).first();
    const mark = row.getByRole('img', { name: t('Problem') });
    const warning = page.getByText(
      t('Write {placeholder} instead of {written}, which is not filled in.', {
        placeholder: '{{code}}',
        written: '{code}',
      }),
    );
    const withoutCode = page.getByRole('checkbox', { name: t('Text without a code') });
    await expectCount(page.locator('.templates code', { hasText: /^\{\{code\}\}$/ }), 4);
    await row.getByRole('button').click();
    const content = page.getByRole('textbox', { name: t('Text'), exact: true });
    await expectCount(withoutCode, 0);

    await content.fill('Your code is {code}.');
    await warning.waitFor();
    await mark.waitFor();
    await content.fill('Your code is {{code}}.');
    await warning.waitFor({ state: 'detached' });
    await mark.waitFor({ state: 'detached' });

    await content.fill('Your account is ready.');
    await mark.waitFor();
    await withoutCode.check();
    await mark.waitFor({ state: 'detached' });

    // A usage type without a text is named, and gets one.
    const generic = page.getByRole('rowheader', { name: /Generic/ });
    await generic.getByRole('button').click();
    await page.getByRole('button', { name: t('Remove'), exact: true }).click();
    await page
      .getByText(
        t('Without a text: {types}. A message of this type cannot be sent.', { types: 'Generic' }),
      )
      .waitFor();
    await page.getByRole('button', { name: t('Add a text') }).click();
    await expectCount(generic, 1);

    await page.getByText('JSON', { exact: true }).click();
    const json = await page.getByLabel(t('The config as JSON')).inputValue();
    expect(JSON.parse(json)).toMatchObject({
      templates: [
        {},
        { content: 'Your account is ready.', withoutCode: true },
        {},
        { usageType: 'Generic' },
      ],
    });
  },
);

test(
  'the JSON view stays in sync with the form and hides secrets',
  { timeout: minutes },
  async () => {
    await using project = await testProject('twilio');
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const { page } = await openPage(made.browser, running.link);
    await choose(page, 'Connector', 'Twilio');
    const token = page.getByRole('textbox', { name: /^Auth token(?! for)/ });
    await token.fill('hunter2');
    await page.getByText('JSON', { exact: true }).click();
    const json = page.getByLabel('The config as JSON');
    const shown = await json.inputValue();
    expect(shown).not.toContain('hunter2');
    expect(JSON.parse(shown)).toMatchObject({ authToken: '••••••••' });

    await json.fill(shown.replace('{', '{ "from": "Acme",'));
    await page.getByText('Form', { exact: true }).click();
    expect(await token.inputValue()).toBe('hunter2');
    await page.getByRole('textbox', { name: /^Sender/ }).waitFor();
    expect(await page.getByRole('textbox', { name: /^Sender/ }).inputValue()).toBe('Acme');

    await page.getByText('JSON', { exact: true }).click();
    await json.fill('{ "from": ');
    await page.getByText('Not a valid JSON object yet.', { exact: false }).waitFor();
  },
);

test(
  'a config with names of the user’s choice is written as JSON, and its secrets are dots',
  { timeout: minutes },
  async () => {
    await using project = await testProject('http');
    await using running = await startConsole({ ...project, pageDirectory: made.pageDirectory });
    const { page, complaints } = await openPage(made.browser, running.link);
    await choose(page, 'Connector', 'Custom HTTP');

    await page.getByRole('textbox', { name: /^URL/ }).first().fill('https://sms.example.com/send');
    const body = page.getByRole('textbox', { name: 'Request body', exact: true });
    await body.fill('{ "to": "{{number}}", ');
    await page.getByText('Not valid JSON.').waitFor();
    await body.fill('{ "to": "{{number}}", "sms": { "text": "{{text}}" } }');
    await page.getByText('Not valid JSON.').waitFor({ state: 'detached' });

    await page.getByText(/^Other fields/).click();
    const headers = page.getByRole('textbox', { name: 'Headers', exact: true });
    // As a person types it: nothing is rewritten on the way.
    await headers.pressSequentially('{ "X-Api-Key": "hunter2" }');
    expect(await headers.inputValue()).toBe('{ "X-Api-Key": "hunter2" }');
    await headers.blur();
    expect(await headers.inputValue()).not.toContain('hunter2');
    await page.getByText('JSON', { exact: true }).click();
    const json = page.getByLabel('The config as JSON');
    expect(JSON.parse(await json.inputValue())).toMatchObject({
      body: { to: '{{number}}', sms: { text: '{{text}}' } },
      headers: { 'X-Api-Key': '••••••••' },
    });
    await page.getByText('Form', { exact: true }).click();
    if (!(await headers.isVisible())) await page.getByText(/^Other fields/).click();
    expect(JSON.parse(await headers.inputValue())).toEqual({ 'X-Api-Key': '••••••••' });
    await headers.fill('{ "X-Api-Key": "••••••••", "X-Other": "new" }');

    // The mistake is named beside the field, with what was meant.
    await page.getByRole('button', { name: 'Save and Done' }).click();
    const mistake = 'There is no such placeholder. You probably mean {{to}}.';
    await page.locator('.mantine-InputWrapper-error', { hasText: mistake }).waitFor();
    await expectAccessible(page);
    await body.fill('{ "to": "{{to}}", "sms": { "text": "{{text}}" } }');
    await page.getByText(mistake).first().waitFor({ state: 'detached' });

    // The emulator understands this very config.
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Accepted', { exact: true }).waitFor();
    await page.locator('.bubble').waitFor();

    await page.getByRole('button', { name: 'Save and Done' }).click();
    await page.getByRole('dialog').getByText('sms-connectors.http.json').first().waitFor();
    const saved = path.join(project.directory, 'sms-connectors.http.json');
    expect(JSON.parse(await readFile(saved, 'utf8'))).toMatchObject({
      url: 'https://sms.example.com/send',
      headers: { 'X-Api-Key': 'hunter2', 'X-Other': 'new' },
    });
    expect(complaints).toEqual([]);
  },
);
