import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { scaffold } from 'create-sms-connector';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeProblem } from '../src/new-connector.ts';

const execute = promisify(execFile);
const packageFolder = path.resolve(import.meta.dirname, '..');
const root = path.resolve(packageFolder, '../..');
const connector = {
  id: 'night-owl',
  name: 'Night Owl',
  docsUrl: 'https://night-owl.example/api',
  inWorkspace: false,
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'create-sms-connector-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Scaffolds a package and links this repository's packages and tools into its node_modules. */
async function scaffoldWithTools(): Promise<string> {
  const created = path.join(folder, 'sms-connector-night-owl');
  await scaffold(connector, created);
  await mkdir(path.join(created, 'node_modules/@sms-connectors'), { recursive: true });
  const links = {
    '@sms-connectors/core': 'packages/core',
    vitest: 'node_modules/vitest',
    '@types': 'node_modules/@types',
  };
  for (const [name, target] of Object.entries(links)) {
    await symlink(path.join(root, target), path.join(created, 'node_modules', name), 'junction');
  }
  return created;
}

test('names everything after the connector', async () => {
  const created = path.join(folder, 'new');
  const files = await scaffold(connector, created);
  const contents = await Promise.all(
    files.map((file) => readFile(path.join(created, file), 'utf8')),
  );
  expect(contents.filter((content) => /acme/i.test(content))).toEqual([]);
  const index = await readFile(path.join(created, 'src/index.ts'), 'utf8');
  expect(index).toContain("export { nightOwl, nightOwl as connector } from './connector.ts';");
  const guide = await readFile(path.join(created, 'guide/guide.md'), 'utf8');
  expect(guide).toContain('# Send verification codes with Night Owl');
  expect(guide).toContain('::provider-errors[Night Owl’s codes]');
});

test('accepts names that contain the template’s name', async () => {
  const created = path.join(folder, 'new');
  const docsUrl = 'https://acme.example/docs/acme';
  await scaffold({ id: 'acme-sms', name: 'Acme Telecom', docsUrl, inWorkspace: false }, created);
  const manifest = await readFile(path.join(created, 'src/manifest.ts'), 'utf8');
  expect(manifest).toContain("id: 'acme-sms',");
  expect(manifest).toContain("name: 'Acme Telecom',");
  expect(manifest).toContain(`docsUrl: '${docsUrl}',`);
  const index = await readFile(path.join(created, 'src/index.ts'), 'utf8');
  expect(index).toContain("export { acmeSms, acmeSms as connector } from './connector.ts';");
});

test.each([
  ['20.20.2', 'A connector needs Node 22.12 or newer; this is 20.20.2.'],
  ['22.9.0', 'A connector needs Node 22.12 or newer; this is 22.9.0.'],
  ['22.12.0', undefined],
  ['100.0.0', undefined],
])('Node %s', (version, problem) => {
  expect(nodeProblem(version)).toBe(problem);
});

test('writes the files that every connector has', async () => {
  const files = await scaffold({ ...connector, inWorkspace: true }, path.join(folder, 'new'));
  expect(files.toSorted()).toMatchSnapshot();
});

test('overwrites nothing', async () => {
  await mkdir(path.join(folder, 'taken'));
  await expect(scaffold(connector, path.join(folder, 'taken'))).rejects.toThrow('already exists');
});

test('type-checks', async () => {
  const created = await scaffoldWithTools();
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const flags = [
    '-p',
    'tsconfig.build.json',
    '--noEmit',
    '--customConditions',
    '@sms-connectors/source',
    '--rootDir',
    '/',
  ];
  const { stdout } = await execute(process.execPath, [compiler, ...flags], { cwd: created });
  expect(stdout).toBe('');
});

test('the conformance kit fails and says what is left to do', async () => {
  const created = await scaffoldWithTools();
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const flags = ['run', '--root', created, '--config', path.join(root, 'vitest.config.ts')];
  await expect(
    execute(process.execPath, [vitest, ...flags], {
      cwd: created,
      env: { ...process.env, VITEST: undefined, NODE_OPTIONS: '' },
    }),
  ).rejects.toMatchObject({ code: 1 });
  const report = JSON.parse(await readFile(path.join(created, 'reports/tests.json'), 'utf8')) as {
    numFailedTests: number;
    testResults: { assertionResults: { failureMessages: string[] }[] }[];
  };
  const messages = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ failureMessages }) => failureMessages)
    .join('\n');
  expect(report.numFailedTests).toBeGreaterThan(5);
  expect(messages).toContain('one real answer for each form in which the provider refuses');
  expect(messages).toContain('The emulator must accept and record it');
  expect(messages).toContain('must be the https: URL of the provider’s API');
  expect(messages).toContain('TODO: say in two sentences what Night Owl is.');
});

test('the command has a help text and names invalid arguments', async () => {
  const command = path.join(packageFolder, 'src/command.ts');
  const run = (...args: string[]) =>
    execute(process.execPath, [...process.execArgv, command, ...args], { cwd: folder }).catch(
      (error: { stderr: string; code: number }) => error,
    );
  expect(await run('--help')).toMatchObject({
    stdout: expect.stringContaining('npm create sms-connector'),
  });
  expect(await run('Night Owl')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(
      /^✗ \[id\]: The id must start with a letter and .*\n--name: Enter .*\n--docs-url: Enter .*\nRun npm create sms-connector -- --help for usage\.\n$/,
    ),
  });
  expect(await run('46elks')).toMatchObject({
    stderr: expect.stringContaining('For 46elks, use elks46'),
  });
  const args = ['night-owl', '--name', 'Night Owl', '--docs-url', 'https://night-owl.example/api'];
  expect(await run(...args)).toMatchObject({ stdout: expect.stringContaining('npm test') });
  const manifest = await readFile(
    path.join(folder, 'sms-connector-night-owl/package.json'),
    'utf8',
  );
  expect(JSON.parse(manifest)).toMatchObject({
    name: 'sms-connector-night-owl',
    keywords: expect.arrayContaining(['sms-connector']),
  });
});

test('outside this repository, the package can be checked, documented and published', async () => {
  const created = path.join(folder, 'new');
  const files = await scaffold(connector, created);
  expect(files).toEqual(expect.arrayContaining(['tsconfig.json', '.gitignore']));
  const manifest = await readFile(path.join(created, 'package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({
    // The package is built just before it is published.
    scripts: { prepack: 'npm run build', docs: expect.stringMatching(/^npm run build && /) },
  });
});
