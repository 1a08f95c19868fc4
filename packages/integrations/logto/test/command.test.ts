import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { addConnectorsToPath } from '@logto/cli/lib/commands/connector/utils.js';
import { getConnectorPackagesFromDirectory } from '@logto/cli/lib/utils.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../../..');
const command = path.join(import.meta.dirname, '../src/command/sms-connectors-logto.ts');
const run = promisify(execFile);

let out: string;
beforeAll(async () => {
  out = await mkdtemp(path.join(os.tmpdir(), 'logto-command-'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function logto(...args: readonly string[]): Promise<Ended> {
  const all = ['--conditions=@sms-connectors/source', command, ...args];
  try {
    return { code: 0, ...(await run(process.execPath, all, { cwd: root })) };
  } catch (error) {
    return error as Ended;
  }
}

test('explains itself', async () => {
  const help = await logto('build', '--help');
  expect(help.code).toBe(0);
  expect(help.stdout).toContain('--out <directory>');
  expect(help.stdout).toContain('Exit codes');
});

test.each([
  ['without a directory', ['build', 'mock']],
  ['with an unknown option', ['build', 'mock', '--out', '.', '--unknown']],
  ['with an unknown command', ['biuld']],
  ['with a base URL that is none', ['build', 'mock', '--out', '.', '--base-url', 'local']],
])('refuses a command %s', async (_, args) => {
  const { code, stderr } = await logto(...args);
  expect(code).toBe(2);
  expect(stderr).toContain('error:');
});

describe('fails', () => {
  test('if the project has no such connector, and names those that it has', async () => {
    const { code, stderr } = await logto('build', 'nobody', '--out', out);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no connector nobody\. It has aliyun, .*vonage/);
  });

  test('if the project has no connectors', async () => {
    const project = await mkdtemp(path.join(os.tmpdir(), 'logto-project-'));
    await writeFile(path.join(project, 'package.json'), '{ "name": "empty" }');
    const { code, stderr } = await logto('build', '--project', project, '--out', out);
    await rm(project, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toContain('npm install @sms-connectors/twilio');
  });

  test('and names the connectors that cannot be loaded', async () => {
    const project = await mkdtemp(path.join(os.tmpdir(), 'logto-project-'));
    const folder = path.join(project, 'packages/broken');
    await mkdir(folder, { recursive: true });
    const description = { name: 'sms-broken', version: '1.0.0', keywords: ['sms-connector'] };
    await writeFile(path.join(folder, 'package.json'), JSON.stringify(description));
    const { code, stderr } = await logto('build', '--project', project, '--out', out);
    await rm(project, { recursive: true });
    expect(code).toBe(1);
    expect(stderr).toContain('sms-broken');
  });

  test('if several connectors should use one emulator', async () => {
    const { code } = await logto('build', 'mock', 'http', '--base-url', 'http://x', '--out', out);
    expect(code).toBe(1);
  });
});

// It takes a path for a name on Windows.
test.skipIf(process.platform === 'win32')(
  'writes a package that Logto’s command line adds',
  async () => {
    const { code, stdout } = await logto('build', 'mock', '--out', out);
    expect(code).toBe(0);
    const folder = stdout.trim();
    expect(path.basename(folder)).toBe('connector-logto-mock');
    expect((await readdir(folder)).toSorted()).toEqual([
      'README.md',
      'lib',
      'logo.svg',
      'package.json',
    ]);
    const description = JSON.parse(
      await readFile(path.join(folder, 'package.json'), 'utf8'),
    ) as object;
    expect(description).toMatchObject({
      name: '@sms-connectors/connector-logto-mock',
      private: true,
      type: 'module',
      dependencies: { '@logto/connector-kit': '^5.0.0' },
    });

    const connectors = path.join(out, 'core/connectors');
    await addConnectorsToPath(connectors, [folder]);
    expect(await getConnectorPackagesFromDirectory(connectors)).toEqual([
      {
        name: '@sms-connectors/connector-logto-mock',
        path: path.join(connectors, '@sms-connectors-connector-logto-mock'),
      },
    ]);
    const added = path.join(connectors, '@sms-connectors-connector-logto-mock');
    expect((await readdir(added)).toSorted()).toEqual([
      'README.md',
      'lib',
      'logo.svg',
      'package.json',
    ]);
  },
);

test('finds the connectors among the dependencies of a project', async () => {
  const project = path.join(root, 'examples');
  const { code, stdout } = await logto('build', 'mock', '--project', project, '--out', out);
  expect(code).toBe(0);
  expect(await readFile(path.join(stdout.trim(), 'lib/index.js'), 'utf8')).toContain('export');
  const other = await logto('build', 'unheard-of', '--project', project, '--out', out);
  expect(other.stderr).toContain('It has ');
  expect(other.stderr).not.toContain('tencent');
});

test('writes one package for a plan, with the connectors that it names', async () => {
  const { code, stdout } = await logto('build', 'mock', 'http', '--plan', '--out', out);
  expect(code).toBe(0);
  const folder = stdout.trim();
  expect(path.basename(folder)).toBe('connector-logto-plan');
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8');
  expect(readme).toContain('Set up Mock');
  expect(readme).toContain('Set up Custom HTTP');
  expect(readme).not.toContain('Twilio');
});
