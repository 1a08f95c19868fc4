import { afterAll, beforeAll } from 'vitest';
import {
  type Browser,
  type BrowserContext,
  browserTimeoutMs,
  openBrowser,
} from '../../test/browser/open-browser.ts';
import { serveSite, type SiteServer } from './built-site.ts';
import { newVisitor, openPage, type Visit } from './visit.ts';

export interface OpenSite {
  readonly url: () => string;
  readonly browser: () => Browser;
  /** Opens a page in a browser profile of its own. */
  readonly visit: (address: string, options?: VisitorOptions) => Promise<Visit>;
  /** Opens a page in one that has most of the site’s scripts already. */
  readonly revisit: (address: string) => Promise<Visit>;
}

type VisitorOptions = Parameters<typeof newVisitor>[1];

/** Serves the built site and starts a browser for the tests of a file. */
export function openSite(): OpenSite {
  let server: SiteServer;
  let browser: Browser;
  let regular: BrowserContext;
  beforeAll(async () => {
    server = await serveSite();
    browser = await openBrowser();
    regular = await newVisitor(browser);
  }, browserTimeoutMs);
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });
  return {
    url: () => server.url,
    browser: () => browser,
    visit: async (address, options) => {
      const visitor = await newVisitor(browser, options);
      const visit = await openPage(visitor, server.url, address);
      return { ...visit, [Symbol.asyncDispose]: () => visitor.close() };
    },
    revisit: (address) => openPage(regular, server.url, address),
  };
}
