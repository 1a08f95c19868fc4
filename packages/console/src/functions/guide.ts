import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GuideDocument } from '@sms-connectors/core';
import type { Language } from './languages.ts';

/** What the console shows of a connector's guide, from `guide/<language>.json` of its package. */
export type Guide = Pick<
  GuideDocument,
  'title' | 'description' | 'sections' | 'config' | 'example' | 'messages'
>;

/** Reads a package's guide in a language, or in English, or returns `undefined` if it has none. */
export async function readGuide(folder: string, language: Language): Promise<Guide | undefined> {
  for (const locale of [language, 'en']) {
    const guide = await readJson(join(folder, 'guide', `${locale}.json`));
    if (guide !== undefined) return guide as Guide;
  }
  return undefined;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
