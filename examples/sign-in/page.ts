import { readFileSync } from 'node:fs';
import path from 'node:path';
import { textsFor } from './page-texts.ts';

/** The folder of the page's script and styles. */
export const assets = path.join(import.meta.dirname, 'page/assets');

const html = readFileSync(path.join(import.meta.dirname, 'page/page.html'), 'utf8');

/** The page in the person's language. `signedInPhone` is the number of the person who is signed in. */
export function pageFor(languages: string | undefined, signedInPhone: string | undefined): string {
  // Nothing here comes from a request, so nothing needs to be escaped.
  const values: Readonly<Record<string, string>> = {
    ...textsFor(languages),
    signedInPhone: signedInPhone ?? '',
  };
  return html.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}
