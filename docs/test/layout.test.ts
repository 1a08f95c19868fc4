import { expect, test } from 'vitest';
import { locales, prefixOf } from '../search/built-pages.ts';
import { browserTimeoutMs } from '../../test/browser/open-browser.ts';
import { openedPages } from './opened-pages.ts';
import { openSite } from './open-site.ts';
import { textFaultsScript } from './text-faults.ts';

const widths = [390, 1024, 1440];
const pagesAtOnce = 3;

const { browser, url } = openSite();

test('the check finds text that is cut off, covered or outside the window', async () => {
  const page = await browser().newPage({ viewport: { width: 390, height: 844 } });
  await page.setContent(`
    <p style="width: 3em; overflow: hidden; white-space: nowrap">a text that is too long</p>
    <p>on top</p><p style="margin-top: -1.6em">of each other</p>
    <p style="white-space: nowrap">${'far to the right '.repeat(9)}</p>
  `);
  expect(await page.evaluate<string[]>(textFaultsScript)).toEqual([
    expect.stringContaining('too wide'),
    expect.stringContaining('“a text that is too long” in <p class=""> is cut off by p'),
    expect.stringContaining('is cut off by the window'),
    expect.stringContaining('“on top” in <p class=""> and “of each other” in <p class=""> overlap'),
  ]);
  await page.close();
});

test.each([
  { address: '/verify-a-phone-number/', width: 390, scheme: 'light', shown: /^data:image/ },
  { address: '/verify-a-phone-number/', width: 1440, scheme: 'dark', shown: /^data:image/ },
  { address: '/survive-an-outage/', width: 390, scheme: 'dark', shown: /plan-en-dark-/ },
  { address: '/survive-an-outage/', width: 1440, scheme: 'light', shown: /plan-en-light-/ },
] as const)(
  'a picture on $address at $width px is shown once, $scheme, in its proportions',
  async ({ address, width, scheme, shown }) => {
    const page = await browser().newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
    });
    await page.goto(`${url()}${address}`);
    await page.locator(`html[data-theme=${scheme}]`).waitFor();
    const pictures = page.locator('.picture > img:visible');
    expect(await pictures.count()).toBe(1);
    expect(await pictures.getAttribute('src')).toMatch(shown);
    const sizes = await pictures.evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      const { width: shownWidth, height } = image.getBoundingClientRect();
      return { ratio: shownWidth / height, natural: image.naturalWidth / image.naturalHeight };
    });
    expect(sizes.ratio).toBeCloseTo(sizes.natural, 1);
    await page.close();
  },
);

test('on a phone, the meaning of each member is in sight', async () => {
  const page = await browser().newPage({ viewport: { width: 390, height: 900 } });
  await page.goto(`${url()}/reference/gateway-api/`);
  const tables = page.locator('.table-scroll');
  expect(await tables.count()).toBeGreaterThan(5);
  const overflows = await tables.evaluateAll((all) =>
    all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
  );
  expect(overflows.filter((pixels) => pixels > 0)).toEqual([]);
  await page.close();
});

// The pages are complete without their scripts, which take most of the time.
test.each(locales)(
  'the pages in %s can be read on a phone, a tablet and a screen',
  async (locale) => {
    const context = await browser().newContext({ reducedMotion: 'reduce' });
    context.setDefaultTimeout(browserTimeoutMs);
    await context.route('**/assets/js/**', (route) => route.abort());
    const left = [...(await openedPages(locale))];
    const faults: string[] = [];
    await Promise.all(Array.from({ length: pagesAtOnce }, check));
    await context.close();
    expect(faults).toEqual([]);

    async function check(): Promise<void> {
      const page = await context.newPage();
      for (let address = left.pop(); address !== undefined; address = left.pop()) {
        await page.goto(`${url()}${prefixOf(locale)}${address}`);
        await page.evaluate('document.fonts.ready');
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          const found = await page.evaluate<string[]>(textFaultsScript);
          faults.push(...[...new Set(found)].map((fault) => `${address} at ${width} px: ${fault}`));
        }
      }
      await page.close();
    }
  },
  browserTimeoutMs,
);
