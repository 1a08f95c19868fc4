import type { Page } from '../../../test/browser/open-browser.ts';

/** Chooses a connector as one does by keyboard: a part of its name, and Enter. */
export async function choose(page: Page, label: string, name: string): Promise<void> {
  const picker = page.getByRole('combobox', { name: label, exact: true });
  await picker.fill(name);
  await page.getByRole('option', { name }).first().waitFor();
  await picker.press('Enter');
  await page.getByRole('heading', { name, exact: true }).waitFor();
}
