import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
} from '../../test/browser/open-browser.ts';

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
  /** The paths of the scripts that it has loaded. */
  readonly scripts: readonly string[];
  /** The serious and critical violations that axe finds now. */
  readonly violations: (of: keyof typeof rules) => Promise<readonly string[]>;
}

/** A new browser profile. */
export function newVisitor(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    // Contrast cannot be measured during colour transitions.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
}

export async function openPage(
  context: BrowserContext,
  url: string,
  address: string,
): Promise<Visit> {
  const page = await context.newPage();
  const problems: string[] = [];
  const scripts: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
    if (!request.url().startsWith(url)) problems.push(`asks for ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
  });
  await page.goto(`${url}${address}`);
  await page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
  return {
    page,
    problems,
    scripts,
    violations: async (of) => {
      await page.evaluate(axe);
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
