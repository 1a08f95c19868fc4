import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export interface OwnBrowser extends AsyncDisposable {
  readonly context: BrowserContext;
}

/** A browser with a profile of its own, in the language of nobody. @throws where there is no browser */
export async function startBrowser(): Promise<OwnBrowser> {
  const executablePath = await firstThatExists(candidates);
  if (executablePath === undefined) {
    throw new Error(
      'The site cannot be tested: there is no Chromium. On Debian, run apt-get install chromium; elsewhere, set CHROMIUM to the path of Chromium or Chrome.',
    );
  }
  const profile = await mkdtemp(path.join(tmpdir(), 'site-test-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    viewport: { width: 1280, height: 800 },
    locale: 'en',
    // A colour that is still changing has no contrast to measure.
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function firstThatExists(
  files: readonly (string | undefined)[],
): Promise<string | undefined> {
  for (const file of files) {
    if (file !== undefined && (await access(file).then(yes, no))) return file;
  }
  return undefined;
}

const yes = (): boolean => true;
const no = (): boolean => false;
