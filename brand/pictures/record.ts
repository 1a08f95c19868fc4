import { hash } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import { colours, fonts, radii } from '../tokens.ts';

const root = path.resolve(import.meta.dirname, '../..');

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** The size of a picture in CSS pixels; each has one and a half times as many. */
export const size = { width: 1280, height: 800 } as const;
export const density = 1.5;

/** The languages of the console. */
export const languages: readonly string[] = [
  'en',
  ...globSync('*.po', { cwd: path.join(root, 'packages/console/locales') })
    .map((file) => path.basename(file, '.po'))
    .toSorted(),
];

export const recordFile = path.join(import.meta.dirname, 'record.json');

/** What pictures were taken of, so that a test finds out cheaply that they are out of date. */
export interface PictureRecord {
  /** The digest of the brand’s colours, fonts and radii. */
  readonly tokens: string;
  /** The console’s words that each picture shows, by surface and language. */
  readonly words: Readonly<Record<string, readonly string[]>>;
}

export function pictureFile(surface: string, language: string, scheme: Scheme): string {
  return path.join(root, 'docs/static/img/pictures', `${surface}-${language}-${scheme}.webp`);
}

export function digestOfTokens(): string {
  return hash('sha256', JSON.stringify([colours, fonts, radii])).slice(0, 16);
}
