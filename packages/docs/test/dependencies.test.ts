import { expect, test } from 'vitest';
import { acmeProject, type AcmeProject } from './acme.ts';

const packageOf = (licence: string, ...names: readonly string[]): string => {
  const dependencies = Object.fromEntries(names.map((name) => [name, '*']));
  return JSON.stringify({ license: licence, dependencies });
};

function install({ edit, write }: AcmeProject): void {
  edit('package.json', '"exports"', '"dependencies": { "b": "*", "a": "*" },\n  "exports"');
  write('node_modules/a/package.json', packageOf('ISC', 'shared', 'b'));
  write('node_modules/b/package.json', packageOf('(MIT OR CC0-1.0)', 'shared', 'own'));
  write('node_modules/b/node_modules/own/package.json', packageOf('MIT', 'a'));
  write('node_modules/shared/package.json', packageOf('MIT'));
}

const tree = ['- `a` (ISC)', '  - `shared` (MIT)', '- `b` (MIT OR CC0-1.0)', '  - `own` (MIT)'];

test('a README lists the dependencies, each package once, in its language', async () => {
  const acme = await acmeProject(install);
  const list = `\n\n${tree.join('\n')}\n`;
  const english = 'These packages are installed, under these licences:';
  expect(acme.read('README.md')).toContain(`## Dependencies\n\n${english}${list}`);
  expect(acme.read('guide/README.fr.md')).toMatch(/## Dépendances\n\nCes paquets sont installés/);
  expect(acme.read('guide/README.pt.md')).toContain(list);
  expect(await acme.check()).toEqual([]);
});

test('a new dependency of a dependency changes the README', async () => {
  const acme = await acmeProject(install);
  acme.write('node_modules/shared/package.json', packageOf('MIT', 'b', 'new'));
  acme.write('node_modules/new/package.json', packageOf('MIT'));
  const fault = { check: 'files', file: 'README.md', fix: 'Run `npx sms-connectors-docs`.' };
  expect(await acme.check()).toContainEqual(expect.objectContaining(fault));
});

test('a package without dependencies has no such section', async () => {
  const acme = await acmeProject();
  expect(acme.read('README.md')).not.toContain('## Dependencies');
});

test('a dependency that is not installed is reported', async () => {
  const project = acmeProject(({ edit }) =>
    edit('package.json', '"exports"', '"dependencies": { "absent": "*" },\n  "exports"'),
  );
  await expect(project).rejects.toThrow('absent is not installed');
});
