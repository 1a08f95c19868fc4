import type { Browser, BrowserContextOptions, Page } from './open-browser.ts';

export interface WatchedPage {
  readonly page: Page;
  /** Errors and warnings of the browser, including violations of the content security policy. */
  readonly complaints: readonly string[];
  /** The URL of every request. */
  readonly addresses: readonly string[];
}

export async function openPage(
  browser: Browser,
  link: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    locale: 'en-GB',
    // Contrast cannot be measured during colour transitions.
    reducedMotion: 'reduce',
    ...options,
  });
  return watch(await context.newPage(), link);
}

/** Opens another window of the same browser. */
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
