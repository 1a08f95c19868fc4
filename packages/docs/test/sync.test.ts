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
  const synced = await acme.sync({ added: ['es'] });
  expect(synced).toContainEqual({
    file: 'guide/es.po',
    untranslated: 12,
    obsolete: 0,
    kept: [],
  });
  expect(acme.read('locales/es.po')).toContain('msgid "Required"\nmsgstr ""');

  acme.edit(
    'locales/es.po',
    'msgid "Required"\nmsgstr ""',
    'msgid "Required"\nmsgstr "Obligatorio"',
  );
  acme.edit(
    'guide/es.po',
    'msgid "Get the key"\nmsgstr ""',
    'msgid "Get the key"\nmsgstr "Obtener la clave"',
  );
  await acme.generate();
  const readme = acme.read('guide/README.es.md');
  expect(readme).toContain(' · Español · ');
  expect(readme).toContain('| Name | Type | Obligatorio |');
});
