import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { twilio } from '@sms-connectors/twilio';
import PO from 'pofile';
import { describe, expect, test } from 'vitest';
import { consoleLabels } from '../../docs/src/strings.ts';
import { checkConfig } from '../src/functions/check-config.ts';
import { twilioConfig } from './project.ts';

const room = path.resolve(import.meta.dirname, '..');
const sources = globSync('src/**/*.{ts,tsx}', { cwd: room }).map((file) =>
  readFileSync(path.join(room, file), 'utf8'),
);
const sentences = new Set(
  sources.flatMap((source) =>
    [...source.matchAll(/\b(?:t|sentence)\(\s*'((?:[^'\\]|\\.)+)'/g)].map(
      ([, words]) => words ?? '',
    ),
  ),
);

const sid = twilioConfig.accountSID;
const [template] = twilioConfig.templates;
const { fromMessagingServiceSID: _, ...without } = twilioConfig;
// Each is wrong in ways that the schemas have words of their own for.
const wrongConfigs = [
  {
    ...twilioConfig,
    accountSID: 'x',
    authToken: 'a b',
    fromMessagingServiceSID: 'x',
    apiKeySID: 'x',
  },
  {
    ...twilioConfig,
    from: 'much too long a name',
    region: 'x',
    edge: '1',
    deliveryReportUrl: 'ftp:',
  },
  { ...twilioConfig, apiKeySID: `SK${sid.slice(2)}`, from: '+15005550006', region: 'ie1' },
  { ...without, authToken: undefined },
  { ...twilioConfig, apiKeySecret: 'secret', edge: 'dublin' },
  { ...twilioConfig, templates: [template, template] },
  { ...twilioConfig, templates: [{ ...template, content: '{{', locale: 'not a tag' }] },
  { ...twilioConfig, templates: [{ ...template, content: '{{ 1! }}' }] },
];
const messagesIn = (language: 'en' | 'fr') =>
  new Set(
    wrongConfigs.flatMap((config) =>
      checkConfig(twilio, config, language).problems.map(({ message }) => message),
    ),
  );
// What zod says by itself differs between its languages; what is the same is ours.
const french = messagesIn('fr');
const schemaMessages = new Set([...messagesIn('en')].filter((each) => french.has(each)));

const catalogue = (folder: string, language: string) => {
  const { items } = PO.parse(readFileSync(path.join(room, folder, `${language}.po`), 'utf8'));
  return { items, words: new Map(items.map(({ msgid, msgstr }) => [msgid, msgstr[0] ?? ''])) };
};

test('shows what guides tell their readers to press', () => {
  expect(consoleLabels.filter((label) => !sentences.has(label))).toEqual([]);
});

describe.each(['fr', 'pt'])('%s', (language) => {
  const { items, words: own } = catalogue('locales', language);
  const { words: shared } = catalogue('../docs/locales', language);
  const translations = new Map([...shared, ...own]);

  test('leaves to the guides what they say in the same words', () => {
    expect([...own.keys()].filter((msgid) => shared.has(msgid))).toEqual([]);
  });

  test('translates every sentence of the page', () => {
    expect(sentences.size).toBeGreaterThan(80);
    expect([...sentences].filter((each) => !translations.get(each))).toEqual([]);
  });

  test('translates what the schemas say of a wrong config', () => {
    expect(schemaMessages.size).toBeGreaterThan(12);
    expect([...schemaMessages].filter((each) => !translations.get(each))).toEqual([]);
  });

  test('has nothing that nobody says any more', () => {
    expect([...own.keys()].filter((msgid) => !said(msgid))).toEqual([]);
  });

  test.each([...own])('keeps the placeholders of: %s', (msgid, msgstr) => {
    expect(names(msgstr)).toEqual(names(msgid));
  });

  test.each(items)('$msgid differs from its English, or says that it does not', (item) => {
    expect(item.msgstr[0] === item.msgid).toBe(item.flags['same'] === true);
  });
});

function said(msgid: string): boolean {
  return sentences.has(msgid) || schemaMessages.has(msgid);
}

function names(text: string): readonly string[] {
  return [...text.matchAll(/\{+\w+\}+/g)].map(([name]) => name).toSorted();
}
