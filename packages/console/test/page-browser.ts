import { existsSync, globSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  type Browser,
  browserTimeoutMs,
  openBrowser,
  type Page,
} from '../../../test/browser/open-browser.ts';
import { buildPage } from '../src/page/build.ts';

export interface PageBrowser {
  readonly browser: Browser;
  readonly pageDirectory: string;
}

/** Starts a browser and finds the page, for the tests of this file. */
export function pageBrowser(): PageBrowser {
  const made: { browser?: Browser; pageDirectory?: string } = {};
  let temporary: string | undefined;
  const page = async (): Promise<string> => {
    if (isFresh()) return built;
    temporary = await mkdtemp(path.join(tmpdir(), 'sms-connectors-page-'));
    await buildPage(temporary);
    return temporary;
  };
  beforeAll(async () => {
    [made.browser, made.pageDirectory] = await Promise.all([openBrowser(), page()]);
  }, browserTimeoutMs);
  afterAll(async () => {
    await made.browser?.close();
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  });
  return made as PageBrowser;
}

const packageFolder = path.resolve(import.meta.dirname, '..');
const built = path.join(packageFolder, 'dist/page');
/** All that the page is made from. */
const sources = [
  'package.json',
  '{src,locales}/**',
  '../{core,policies,verify}/src/**',
  '../docs/locales/*',
  '../policies/guide/*.po',
  '../../brand/*',
  '../../docs/static/img/*.svg',
];

/** Whether the built page is newer than what it is made from, as after the task `build:page`. */
function isFresh(): boolean {
  const page = path.join(built, 'index.html');
  if (!existsSync(page)) return false;
  const files = globSync(sources, { cwd: packageFolder });
  const changes = files.map((file) => statSync(path.join(packageFolder, file)).mtimeMs);
  return statSync(page).mtimeMs > Math.max(...changes);
}

export async function expectCount(
  locator: ReturnType<Page['getByText']>,
  count: number,
): Promise<void> {
  await expect.poll(() => locator.count()).toBe(count);
}

/** The code in the newest message of the phone. */
export async function codeOnPhone(page: Page): Promise<string> {
  const text = await page.locator('.bubble').last().textContent();
  const [code] = /\d{6}/.exec(text ?? '') ?? [];
  if (code === undefined) throw new Error('The message has no code.');
  return code;
}
