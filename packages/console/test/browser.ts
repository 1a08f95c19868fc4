import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const installed = [process.env['CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file !== undefined && existsSync(file),
);

/** A browser of its own, with an empty profile: Chromium, or the Chrome that is installed. */
export async function openBrowser(): Promise<Browser> {
  const program = installed === undefined ? { channel: 'chrome' } : { executablePath: installed };
  try {
    return await chromium.launch({ ...program, args });
  } catch {
    throw new Error(
      'No browser starts: install Chromium (apt-get install chromium) or Chrome, or set CHROMIUM.',
    );
  }
}

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface WatchedPage {
  readonly page: Page;
  /** What the browser complained of: errors, and what the content security policy stopped. */
  readonly complaints: readonly string[];
  /** Every address that was asked for. */
  readonly addresses: readonly string[];
}

export async function openPage(
  browser: Browser,
  link: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    // A colour that is still changing has no contrast to measure.
    reducedMotion: 'reduce',
    ...options,
  });
  return watch(await context.newPage(), link);
}

/** Another window of the same browser. */
export async function openWindow({ page }: WatchedPage, link: string): Promise<WatchedPage> {
  return watch(await page.context().newPage(), link);
}

async function watch(page: Page, link: string): Promise<WatchedPage> {
  const complaints: string[] = [];
  const addresses: string[] = [];
  page.setDefaultTimeout(30_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => addresses.push(request.url()));
  await page.goto(link);
  return { page, complaints, addresses };
}
