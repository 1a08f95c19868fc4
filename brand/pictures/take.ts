// Takes the pictures of the docs from the running programs, in every language and scheme.
//   pnpm docs:pictures
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPage } from '../../packages/console/src/page/build.ts';
import { pageWords } from '../../packages/console/test/translations.ts';
import { type Browser, openBrowser, type Page } from '../../test/browser/open-browser.ts';
import {
  density,
  digestOfTokens,
  languages,
  type PictureRecord,
  pictureFile,
  recordFile,
  type Scheme,
  schemes,
  size,
} from './record.ts';
import { type Surface, surfaces } from './surfaces.ts';

const pageDirectory = await mkdtemp(path.join(tmpdir(), 'sms-connectors-pictures-'));
const browser = await openBrowser();
try {
  await buildPage(pageDirectory);
  const words: Record<string, readonly string[]> = {};
  for (const [name, surface] of Object.entries(surfaces)) {
    for (const language of languages) {
      for (const scheme of schemes) {
        console.log(`${name}, ${language}, ${scheme}`);
        const seen = await take(browser, name, surface, language, scheme);
        words[`${name}-${language}`] = pageWords(language).filter((each) => seen.has(each));
      }
    }
  }
  const record: PictureRecord = { tokens: digestOfTokens(), words };
  await writeFile(recordFile, `${JSON.stringify(record, undefined, 2)}\n`);
} finally {
  await browser.close();
  await rm(pageDirectory, { recursive: true, force: true });
}

/** Takes one picture, and returns the lines of text that the page shows. */
async function take(
  from: Browser,
  name: string,
  surface: Surface,
  language: string,
  scheme: Scheme,
): Promise<ReadonlySet<string>> {
  const context = await from.newContext({
    viewport: size,
    locale: language === 'en' ? 'en-GB' : language,
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    await using _ = await surface(page, language, pageDirectory);
    await page.evaluate('document.fonts.ready');
    const file = pictureFile(name, language, scheme);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await webp(page));
    return new Set(await page.evaluate(textInSight));
  } finally {
    await context.close();
  }
}

/** The texts of a page that are in sight, one for each element. It runs in the page. */
function textInSight(): readonly string[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen: string[] = [];
  while (texts.nextNode() !== null) {
    const { textContent, parentElement } = texts.currentNode;
    const { top = 0, bottom = 0 } = parentElement?.getBoundingClientRect() ?? {};
    if (bottom > 0 && top < innerHeight) seen.push((textContent ?? '').trim());
  }
  return seen;
}

/** Playwright itself writes no WebP, which is a third of the size. */
async function webp(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 80,
    clip: { x: 0, y: 0, ...size, scale: density },
  });
  return Buffer.from(data, 'base64');
}
