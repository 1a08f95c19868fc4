import { expect, test } from 'vitest';
import { acmeProject } from './acme.ts';

const changed = 'Keys expire after a year. Is yours old?';

test('a changed sentence is added and the stale one becomes obsolete; if changed back, it is translated again', async () => {
  const acme = await acmeProject();
  const before = acme.read('guide/fr.po');
  acme.edit('guide/guide.md', 'Keys never expire. Is yours old?', changed);

  expect(await acme.sync()).toContainEqual({
    file: 'guide/fr.po',
    untranslated: 1,
    obsolete: 1,
    kept: [],
  });
  const after = acme.read('guide/fr.po');
  expect(after).toContain(`#: guide#get-the-key\nmsgid "${changed}"\nmsgstr ""\n`);
  expect(after.trimEnd()).toMatch(
    /#~ msgid "Keys never expire\. Is yours old\?"\n#~ msgstr "Les clés n'expirent jamais\. .*"$/,
  );
  expect((await acme.check()).map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      `Not translated: (guide#get-the-key) “${changed}”`,
      'Obsolete translation: “Keys never expire. Is yours old?”',
    ]),
  );

  acme.edit('guide/guide.md', changed, 'Keys never expire. Is yours old?');
  await acme.sync();
  expect(acme.read('guide/fr.po')).toBe(before);
});

test('syncing complete catalogues changes nothing', async () => {
  const acme = await acmeProject();
  const before = acme.read('guide/pt.po');
  expect(await acme.sync()).toEqual([
    { file: 'guide/fr.po', untranslated: 0, obsolete: 0, kept: [] },
    { file: 'guide/pt.po', untranslated: 0, obsolete: 0, kept: [] },
  ]);
  expect(acme.read('guide/pt.po')).toBe(before);
});

test('a new language gets a catalogue for the guide and one for the shared sentences', async () => {
  const acme = await acmeProject();
  const synced = await acme.sync({ added: ['eo'] });
  expect(synced).toContainEqual({
    file: 'guide/eo.po',
    untranslated: 12,
    obsolete: 0,
    kept: [],
  });
  expect(acme.read('locales/eo.po')).toContain('msgid "Required"\nmsgstr ""');

  acme.edit('locales/eo.po', 'msgid "Required"\nmsgstr ""', 'msgid "Required"\nmsgstr "Deviga"');
  acme.edit(
    'guide/eo.po',
    'msgid "Get the key"\nmsgstr ""',
    'msgid "Get the key"\nmsgstr "Akiri la ŝlosilon"',
  );
  await acme.generate();
  const readme = acme.read('guide/README.eo.md');
  expect(readme).toContain(' · Esperanto · ');
  expect(readme).toContain('| Name | Type | Deviga |');
});

test('the notes for translators at the top of a catalogue stay', async () => {
  const acme = await acmeProject();
  const noted = `# Address the reader as “vous”.\n# code: code\n${acme.read('guide/fr.po')}`;
  acme.write('guide/fr.po', noted);
  await acme.sync();
  expect(acme.read('guide/fr.po')).toBe(noted);
});

test('a folder is synced alone, with the shared sentences', async () => {
  const acme = await acmeProject();
  const before = acme.read('guide/fr.po');
  acme.edit('guide/guide.md', 'Keys never expire. Is yours old?', changed);
  const sync = async (options: Parameters<typeof acme.sync>[0]) =>
    (await acme.sync(options)).map(({ file }) => file);

  expect(await sync({ added: ['eo'], folders: ['elsewhere'] })).toEqual(['locales/eo.po']);
  expect(acme.read('guide/fr.po')).toBe(before);

  acme.remove('locales/eo.po');
  expect(await sync({ folders: ['guide'] })).toEqual(['guide/fr.po', 'guide/pt.po']);
  expect(acme.read('guide/fr.po')).toContain(`msgid "${changed}"\nmsgstr ""\n`);
});
