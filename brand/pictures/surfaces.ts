import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startConsole } from '../../packages/console/src/index.ts';
import { starterConfig } from '../../packages/console/src/functions/starter-config.ts';
import { testProject, twilioConfig } from '../../packages/console/test/project.ts';
import { pageCatalogues, translatorOf } from '../../packages/console/test/translations.ts';
import type { Page } from '../../test/browser/open-browser.ts';

/** Opens what a picture shows, in a page; what it returns ends it. */
export type Surface = (
  page: Page,
  language: string,
  pageDirectory: string,
) => Promise<AsyncDisposable>;

export const surfaces = {
  /** The first message with Twilio: its emulator has sent a code to the phone. */
  console: async (page, language, pageDirectory) => {
    const t = translatorOf(language, pageCatalogues);
    const shown = await opened(page, language, pageDirectory);
    const connector = page.getByRole('combobox', { name: t('Connector'), exact: true });
    await connector.fill('Twilio');
    await page.getByRole('option', { name: 'Twilio' }).first().waitFor();
    await connector.press('Enter');
    await page.getByRole('heading', { name: 'Twilio', exact: true }).waitFor();
    await page.getByRole('button', { name: t('Send'), exact: true }).click();
    await page
      .getByRole('log', { name: t('Results') })
      .getByText(t('Delivered'), { exact: true })
      .waitFor();
    return shown;
  },

  /** A delivery plan, and which providers a message was tried with. */
  plan: async (page, language, pageDirectory) => {
    const t = translatorOf(language, pageCatalogues);
    const shown = await opened(page, language, pageDirectory);
    await page.getByText(t('Delivery plan'), { exact: true }).click();
    await page.getByRole('button', { name: t('Send'), exact: true }).click();
    await page
      .getByRole('region', { name: t('The recipient’s phone') })
      .getByText(/\d{6}/)
      .first()
      .waitFor();
    return shown;
  },
} as const satisfies Readonly<Record<string, Surface>>;

const plan = {
  routes: { BR: ['telnyx', 'twilio'], default: ['twilio', 'telnyx'] },
  limits: { countries: ['BR', 'FR', 'PT'], perRecipient: [{ messages: 5, seconds: 3600 }] },
};

/** A console in a project with two providers. */
async function opened(
  page: Page,
  language: string,
  pageDirectory: string,
): Promise<AsyncDisposable> {
  const project = await testProject('twilio', 'telnyx');
  const write = (file: string, value: object): Promise<void> =>
    writeFile(path.join(project.directory, file), JSON.stringify(value));
  await write('sms-connectors.twilio.json', {
    ...twilioConfig,
    ...starterConfig(translatorOf(language, pageCatalogues)),
  });
  await write('sms-delivery-plan.json', plan);
  const running = await startConsole({ ...project, pageDirectory });
  await page.goto(running.link);
  return {
    [Symbol.asyncDispose]: async () => {
      await running.close();
      await project[Symbol.asyncDispose]();
    },
  };
}
