import { buildAll } from '@sms-connectors/docs';
import { describe, expect, test } from 'vitest';
import { sharedSections } from '../src/shared-sections.ts';
import { acmeProject } from './acme.ts';
import { repository as project } from './repository.ts';

const including = (name: string) =>
  acmeProject(({ edit }) =>
    edit('guide/guide.md', '## Config types', `::include[${name}]\n\n## Config types`),
  );

describe('a shared section', () => {
  test('is in the README with the connector’s names, in every language', async () => {
    const acme = await including('test-it');
    expect(await acme.check()).toEqual([]);
    const english = acme.read('README.md');
    expect(english).toContain('responds as Acme does');
    expect(english).toContain("import { startAcmeEmulator } from 'acme-sms/emulator';");
    expect(english).not.toContain('::include');
    expect(acme.read('guide/README.fr.md')).toContain('### Avec votre téléphone');
    expect(acme.read('guide/README.pt.md')).toContain('### Com o seu telefone');
  });

  test('has headings with anchors that the page can link to', async () => {
    const acme = await acmeProject(({ edit, read, write }) => {
      const sentence = 'See [the emulator](#without-an-account).';
      edit(
        'guide/guide.md',
        '## Config types',
        `${sentence}\n\n::include[test-it]\n\n## Config types`,
      );
      for (const locale of ['fr', 'pt']) {
        const file = `guide/${locale}.po`;
        write(file, `${read(file)}\nmsgid "${sentence}"\nmsgstr "${locale}: ${sentence}"\n`);
      }
    });
    expect(await acme.check()).toEqual([]);
  });

  test('needs no translation in the guide’s catalogues', async () => {
    const acme = await including('send-a-code');
    const before = acme.read('guide/fr.po');
    await acme.sync();
    expect(acme.read('guide/fr.po')).toBe(before);
  });

  test('is reported by name if it does not exist', async () => {
    const acme = await including('send-a-fax');
    expect(await acme.check()).toContainEqual({
      check: 'page',
      file: 'guide/guide.md',
      message: 'Unknown shared section “send-a-fax”.',
      fix: `The shared sections are ${[...sharedSections.keys()].join(', ')}.`,
    });
  });

  test('is reported on a page that does not belong to a connector', async () => {
    const acme = await acmeProject(({ write }) => {
      write('docs/pages/about.md', '---\nslug: /about\n---\n\n# About\n\n::include[install]\n');
    });
    expect((await acme.check()).map(({ message }) => message)).toContain(
      'This page does not belong to a connector, so it cannot include a shared section.',
    );
  });
});

test('the programs of every guide import its own package', async () => {
  const readmes = [...buildAll(project)]
    .flatMap(({ folder, outputs }) => outputs.map((output) => ({ ...output, folder })))
    .filter(({ target, folder }) => target === 'readme' && folder.connector !== undefined);
  expect(readmes.length).toBeGreaterThan(3);
  for (const { content, folder } of readmes) {
    expect(content).toContain(`npm install ${folder.package?.name} @sms-connectors/core\n`);
    expect(content).not.toMatch(/acme/i);
  }
});
