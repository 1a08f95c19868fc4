import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Page } from '../../test/browser/open-browser.ts';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

const rules = {
  contrast: { runOnly: ['color-contrast'] },
  'all but contrast': { rules: { 'color-contrast': { enabled: false } } },
} as const satisfies Record<string, RunOptions>;

/** An open page and the problems found so far. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** Errors, warnings, missing files and requests to other hosts. */
  readonly problems: readonly string[];
  /** The serious and critical violations that axe finds now. */
  readonly violations: (of: keyof typeof rules) => Promise<readonly string[]>;
}

/** Opens pages in a new browser profile. */
export function newVisitor(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    // Contrast cannot be measured during colour transitions.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
}

export async function openPage(
  context: BrowserContext,
  url: string,
  address: string,
): Promise<Visit> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) problems.push(`asks for ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(`${url}${address}`);
  await page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
  await page.evaluate(axe);
  return {
    page,
    problems,
    violations: async (of) => {
      const options = JSON.stringify({ resultTypes: ['violations'], ...rules[of] });
      const { violations } = await page.evaluate<AxeResults>(`axe.run(${options})`);
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) =>
          nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html}`),
        );
    },
    [Symbol.asyncDispose]: () => page.close(),
  };
}
