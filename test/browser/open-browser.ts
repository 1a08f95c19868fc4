import { existsSync } from 'node:fs';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { downloadedChromium } from './downloaded-chromium.ts';

export type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** How long a test may wait for a browser: the first one on a machine may have to be downloaded. */
export const browserTimeoutMs = 600_000;

/**
 * Starts a browser with an empty profile: the installed one, or on Linux one that is downloaded for the tests.
 * Set `CHROMIUM` to the path of a browser, or to `download` to ignore installed browsers.
 */
export async function openBrowser(): Promise<Browser> {
  const failures: unknown[] = [];
  for (const choice of await choices(process.env['CHROMIUM'])) {
    try {
      return await chromium.launch({ args, ...choice });
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(
    failures,
    'No browser could be started. Install Chromium or Chrome, or set CHROMIUM to the path of one.',
  );
}

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  // Containers often have 64 MB of shared memory, and a page needs more.
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

async function choices(wanted: string | undefined): Promise<readonly LaunchOptions[]> {
  if (wanted === 'download') return [await downloadedChromium()];
  if (wanted !== undefined && wanted !== '') return [{ executablePath: wanted }];
  // Playwright knows where Chrome and Edge are on systems other than Linux.
  if (process.platform !== 'linux') return [{ channel: 'chrome' }, { channel: 'msedge' }];
  const executablePath = installedOnLinux.find((file) => existsSync(file));
  return [executablePath === undefined ? await downloadedChromium() : { executablePath }];
}

const installedOnLinux = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
