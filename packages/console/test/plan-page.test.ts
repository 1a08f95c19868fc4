import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { startConsole } from '../src/index.ts';
import type { Page } from '../../../test/browser/open-browser.ts';
import { expectAccessible } from '../../../test/browser/accessible.ts';
import { pageBrowser } from './page-browser.ts';
import { type TestProject, testProject, twilioConfig } from './project.ts';
import { completeLanguages, pageCatalogues, translatorOf } from './translations.ts';
import { openPage, openWindow } from '../../../test/browser/watched-page.ts';

const made = pageBrowser();
const minutes = 180_000;
const file = 'sms-delivery-plan.json';
const plan = {
  routes: { BR: ['telnyx', 'twilio'], default: ['twilio', 'telnyx', 'mock'] },
  limits: { countries: ['BR', 'FR'], perRecipient: [{ messages: 5, seconds: 3600 }] },
};

async function planProject(): Promise<TestProject> {
  const project = await testProject('twilio', 'telnyx');
  await writeFile(
    path.join(project.directory, 'sms-connectors.twilio.json'),
    JSON.stringify(twilioConfig),
  );
  return project;
}

const writePlan = ({ directory }: TestProject, value: object = plan) =>
  writeFile(path.join(directory, file), JSON.stringify(value));
const readPlan = async ({ directory }: TestProject) =>
  JSON.parse(await readFile(path.join(directory, file), 'utf8')) as typeof plan;

/** The providers of a route, in order. */
const orderIn = (page: Page, route: string) => () =>
  page
    .getByRole('region', { name: route })
    .locator('.provider-card')
    .evaluateAll((cards) =>
      cards.map((card) => card.querySelector('.rendered')?.textContent ?? ''),
    );

const catalogues = [...pageCatalogues, 'policies/guide'];
const brazilIn = new Map([
  ['en', 'Brazil'],
  ['fr', 'Brésil'],
]);

describe.each(completeLanguages)('an operator in %s', (language) => {
  const t = translatorOf(language, catalogues);
  const brazil = `${brazilIn.get(language) ?? 'Brasil'} (BR)`;

  test(
    'makes a plan, asks what happens if a provider is down, and saves it',
    { timeout: minutes },
    async () => {
      await using own = await planProject();
      await using running = await startConsole({ ...own, pageDirectory: made.pageDirectory });
      const { page, complaints, addresses } = await openPage(made.browser, running.link, {
        locale: language,
      });
      await page.getByText(t('Delivery plan'), { exact: true }).click();
      await page.getByText(t('New'), { exact: true }).waitFor();

      // A new plan starts with the provider that has a config.
      const others = t('All other numbers');
      await expect.poll(orderIn(page, others)).toEqual(['Twilio']);
      await page.getByText(t('Config saved')).waitFor();

      // A route that is none: the problem is beside the field.
      const field = page.getByRole('combobox', { name: t('Country or prefix') });
      const add = page.getByRole('button', { name: t('Add a route'), exact: true });
      await field.fill('Atlantis');
      await add.click();
      const wrong = t(
        'Must be a country of ISO 3166-1 in capitals such as FR, a prefix such as +1787, or default.',
      );
      await page.locator('.mantine-InputWrapper-error', { hasText: wrong }).waitFor();
      await field.fill(t('All other numbers'));
      await add.click();
      await page.getByText(t('There is already a route for it.')).waitFor();

      // A country by its name, as the list offers it.
      await field.fill(brazil.slice(0, 4));
      await page.getByRole('option', { name: brazil }).click();
      await add.click();
      const route = page.getByRole('region', { name: brazil });
      await expect.poll(orderIn(page, brazil)).toEqual(['Twilio']);
      await route
        .getByRole('combobox', { name: t('Add a provider: {route}', { route: brazil }) })
        .selectOption('telnyx');
      await route.getByRole('button', { name: t('Add a provider'), exact: true }).click();
      await expect.poll(orderIn(page, brazil)).toEqual(['Twilio', 'Telnyx']);

      // What happens if Twilio is down?
      const results = page.getByRole('log', { name: t('Results') });
      const send = page.getByRole('button', { name: t('Send'), exact: true });
      await page
        .getByText(t('Nothing real is sent: every provider is an emulator on this machine.'))
        .waitFor();
      await page.getByLabel(t('Phone number')).fill('+55 11 91234-5678');
      await page.getByLabel(t('{name} is down', { name: 'Twilio' })).check({ force: true });
      await send.click();
      await results.getByText(t('{name} sent the message.', { name: 'Telnyx' })).waitFor();
      const steps = () =>
        results
          .locator('[data-step]')
          .evaluateAll((all) => all.map((step) => (step as HTMLElement).dataset['step']));
      expect(await steps()).toEqual([
        'route_chosen',
        'attempt_ended',
        'circuit_opened',
        'attempt_ended',
      ]);
      await send.click();
      await results
        .getByText(t('{name}: skipped, because it failed before', { name: 'Twilio' }))
        .waitFor();
      const phone = page.getByRole('region', { name: t('The recipient’s phone') });
      await expect.poll(() => phone.getByText(/123456/).count()).toBe(2);

      // A number that the plan refuses: why, and that no provider was asked.
      await page
        .getByRole('region', { name: others })
        .getByRole('button', { name: t('Remove the route: {route}', { route: others }) })
        .click();
      await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('add-route');
      await page.getByLabel(t('Phone number')).fill('+33 6 39 98 01 23');
      await send.click();
      await results.getByText(t('No route serves this number')).waitFor();
      await results.getByText(t('The plan refused the message. No provider was asked.')).waitFor();

      await page.getByRole('button', { name: t('Save and Done') }).click();
      await page
        .getByRole('dialog')
        .getByText('senderFrom(plan, { connectors: [twilio, telnyx] })')
        .waitFor();
      await page.keyboard.press('Escape');
      expect(await readPlan(own)).toEqual({ routes: { BR: ['twilio', 'telnyx'] } });
      expect((await stat(path.join(own.directory, file))).mode & 0o777).toBe(0o600);

      // Found again after a reload, in the same view.
      await page.reload();
      await page.getByText(t('Saved'), { exact: true }).waitFor();
      await expect.poll(orderIn(page, brazil)).toEqual(['Twilio', 'Telnyx']);
      expect(complaints).toEqual([]);
      expect(addresses.filter((address) => !address.startsWith(`${running.origin}/`))).toEqual([]);
    },
  );
});

test(
  'the order is changed by keyboard, with the focus kept and the change announced',
  { timeout: minutes },
  async () => {
    await using own = await planProject();
    await writePlan(own);
    await using running = await startConsole({ ...own, pageDirectory: made.pageDirectory });
    const { page } = await openPage(made.browser, running.link);
    await page.getByText('Delivery plan', { exact: true }).click();
    const others = 'All other numbers';
    await expect.poll(orderIn(page, others)).toEqual(['Twilio', 'Telnyx', 'Mock']);
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const said = page.locator('.said[role=status]');

    await page
      .getByRole('region', { name: others })
      .getByRole('button', { name: 'Later: Twilio' })
      .focus();
    await page.keyboard.press('Enter');
    await expect.poll(orderIn(page, others)).toEqual(['Telnyx', 'Twilio', 'Mock']);
    await said
      .getByText('Twilio is now number 2 of 3: All other numbers.')
      .waitFor({ state: 'attached' });
    expect(await focused()).toBe('Later: Twilio');
    await page.keyboard.press('Enter');
    await expect.poll(orderIn(page, others)).toEqual(['Telnyx', 'Mock', 'Twilio']);
    // At the end, the button does nothing more, and keeps the focus.
    expect(await focused()).toBe('Later: Twilio');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Earlier: Twilio');
    await page.keyboard.press('Space');
    await expect.poll(orderIn(page, others)).toEqual(['Telnyx', 'Twilio', 'Mock']);
    expect(await focused()).toBe('Earlier: Twilio');
    await expect.poll(orderIn(page, 'Brazil (BR)')).toEqual(['Telnyx', 'Twilio']);

    await page.getByText('Draft', { exact: true }).waitFor();
    expect(await readPlan(own)).toEqual(plan);
    await page.getByRole('button', { name: 'Save and Done' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await readPlan(own)).toEqual({
      ...plan,
      routes: { ...plan.routes, default: ['telnyx', 'twilio', 'mock'] },
    });
  },
);

test('the order is changed by drag, within a route', { timeout: minutes }, async () => {
  await using own = await planProject();
  await writePlan(own);
  await using running = await startConsole({ ...own, pageDirectory: made.pageDirectory });
  const { page } = await openPage(made.browser, running.link);
  await page.getByText('Delivery plan', { exact: true }).click();
  const others = 'All other numbers';
  const card = (route: string, index: number) =>
    page.getByRole('region', { name: route }).locator('.provider-card').nth(index);
  await expect.poll(orderIn(page, others)).toEqual(['Twilio', 'Telnyx', 'Mock']);
  await card(others, 2).dragTo(card(others, 0));
  await expect.poll(orderIn(page, others)).toEqual(['Mock', 'Twilio', 'Telnyx']);
  await card(others, 0).dragTo(card(others, 1));
  await expect.poll(orderIn(page, others)).toEqual(['Twilio', 'Mock', 'Telnyx']);
  // Another route does not take it.
  await card(others, 0).dragTo(card('Brazil (BR)', 1));
  await expect.poll(orderIn(page, others)).toEqual(['Twilio', 'Mock', 'Telnyx']);
  await expect.poll(orderIn(page, 'Brazil (BR)')).toEqual(['Telnyx', 'Twilio']);
});

test(
  'problems are beside their fields, and a plan with problems is not saved',
  { timeout: minutes },
  async () => {
    await using own = await planProject();
    const wrong = { routes: { BR: ['telnyx', 'acme'], FR: [] }, limits: { countries: ['fr'] } };
    await writePlan(own, wrong);
    await using running = await startConsole({ ...own, pageDirectory: made.pageDirectory });
    const { page } = await openPage(made.browser, running.link);
    await page.getByText('Delivery plan', { exact: true }).click();
    const acme = page.locator('.provider-card', { hasText: 'acme' });
    await acme.getByText('Must be one of mock, http, telnyx, twilio.').waitFor();
    await acme.getByText('Not installed').waitFor();
    await page
      .getByRole('region', { name: 'France (FR)' })
      .getByText('Must not be empty.')
      .waitFor();
    const countries = page.locator('.mantine-TagsInput-root');
    await countries.getByText('Must be a country of ISO 3166-1 in capitals, such as FR.').waitFor();
    await page.getByRole('button', { name: 'Save and Done' }).click();
    const problems = page.locator('.problems:focus');
    await problems.waitFor();
    await problems.getByRole('button', { name: 'Routes › BR › 2' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('acme');
    await page.getByRole('button', { name: 'Limits › Countries › 1' }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('root_limits_countries');
    expect(await readPlan(own)).toEqual(wrong);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Fix the problems of the plan first. Nothing was sent.').waitFor();

    // A limit is added with the form, and the problems are solved.
    await page.getByRole('button', { name: 'Remove acme' }).click();
    await page.getByRole('button', { name: 'Remove the route: France (FR)' }).click();
    await countries.getByRole('combobox').fill('BR');
    await page.keyboard.press('Enter');
    await countries.locator('.mantine-Pill-remove').first().click();
    const limit = page.getByRole('group', { name: 'Per recipient' });
    await limit.getByRole('button', { name: 'Add an entry' }).click();
    await limit.getByRole('textbox', { name: /^Messages/ }).fill('3');
    await limit.getByRole('textbox', { name: /^Seconds/ }).fill('60');
    await page.locator('.problems').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Save and Done' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await readPlan(own)).toEqual({
      routes: { BR: ['telnyx'] },
      limits: { countries: ['BR'], perRecipient: [{ messages: 3, seconds: 60 }] },
    });
  },
);

test('open windows stay in sync, also with an editor', { timeout: minutes }, async () => {
  await using own = await planProject();
  await writePlan(own);
  await using running = await startConsole({ ...own, pageDirectory: made.pageDirectory });
  const one = await openPage(made.browser, running.link);
  await one.page.getByText('Delivery plan', { exact: true }).click();
  const other = await openWindow(one, running.link);
  await other.page.getByText('Delivery plan', { exact: true }).click();
  const others = 'All other numbers';
  await expect.poll(orderIn(other.page, others)).toEqual(['Twilio', 'Telnyx', 'Mock']);
  await one.page
    .getByRole('region', { name: others })
    .getByRole('button', { name: 'Remove Mock' })
    .click();
  await expect.poll(orderIn(other.page, others)).toEqual(['Twilio', 'Telnyx']);
  await one.page.getByRole('button', { name: 'Discard the draft' }).click();
  await one.page.getByText('Saved', { exact: true }).waitFor();
  await writePlan(own, { routes: { default: ['mock'] } });
  for (const { page } of [one, other]) {
    await expect.poll(orderIn(page, others)).toEqual(['Mock']);
  }
});

test.each(['light', 'dark'] as const)(
  'is accessible in %s and on a phone',
  { timeout: minutes },
  async (colorScheme) => {
    await using own = await planProject();
    await writePlan(own, { ...plan, routes: { ...plan.routes, FR: ['acme'] } });
    await using running = await startConsole({ ...own, pageDirectory: made.pageDirectory });
    const viewport = { width: 360, height: 740 };
    const { page } = await openPage(made.browser, running.link, { colorScheme, viewport });
    await page.getByText('Delivery plan', { exact: true }).click();
    await page.getByText('Must be one of mock, http, telnyx, twilio.').first().waitFor();
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await expectAccessible(page);
    expect(await overflow()).toBe(0);
    await page.getByRole('button', { name: 'Remove the route: France (FR)' }).click();
    await page.getByText('Try it', { exact: true }).click();
    await page.getByLabel('Twilio is down').check({ force: true });
    await page.locator('.problems').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByText('Telnyx sent the message.').waitFor();
    await expectAccessible(page);
    expect(await overflow()).toBe(0);
    await page.setViewportSize({ width: 1360, height: 900 });
    await page.getByRole('region', { name: 'Brazil (BR)' }).waitFor();
    await expectAccessible(page);
  },
);
