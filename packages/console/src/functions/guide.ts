import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from './languages.ts';

/** A connector's guide in one language, from `guide/<language>.json` of its package. */
export interface Guide {
  readonly title: string;
  readonly description: string;
  /** The text before the first heading comes first, without a title. */
  readonly sections: readonly {
    readonly id: string;
    readonly level: number;
    readonly title: string;
    readonly html: string;
  }[];
  /** The config's fields, then those of each named object in it; descriptions are HTML. */
  readonly config: readonly {
    readonly type?: string | undefined;
    readonly fields: readonly { readonly name: string; readonly description: string }[];
  }[];
  /** A complete config. */
  readonly example: unknown;
  /** The schema's error messages: English to this language. */
  readonly messages?: Readonly<Record<string, string>> | undefined;
}

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
