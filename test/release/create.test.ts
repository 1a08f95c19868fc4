import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { attempt, run } from './run.ts';

const { consumer, folder, registry, env } = inject('release');
const packageFolder = path.join(folder, 'created/sms-connector-acme-sms');
const npm = (...args: readonly string[]) =>
  attempt('npm', args, { cwd: packageFolder, env: consumer.env });

// Runs what `npm create sms-connector` runs after the download.
describe('a connector created outside this repository', () => {
  beforeAll(async () => {
    mkdirSync(path.dirname(packageFolder), { recursive: true });
    const command = path.join(consumer.folder, 'node_modules/.bin/create-sms-connector');
    const answers = ['acme-sms', '--name', 'Acme', '--docs-url', 'https://acme.example/docs'];
    await run(command, answers, {
      cwd: path.dirname(packageFolder),
      env: { ...consumer.env, ...env },
    });
    writeFileSync(path.join(packageFolder, '.npmrc'), `registry=${registry}\n`);
    await run('npm', ['install', '--no-audit', '--no-fund'], {
      cwd: packageFolder,
      env: consumer.env,
    });
  });

  test('type-checks', async () => {
    const { code, output } = await npm('run', 'check:types');
    expect(code, output).toBe(0);
  });

  test('has conformance tests that fail and say what is left to do', async () => {
    const { code, output } = await npm('test');
    expect(code).toBe(1);
    expect(output).toMatch(/Tests\s+\d+ failed \| \d+ passed/);
    expect(output).toContain('src/emulator.ts');
  });

  test('builds, and generates its guide from the build', async () => {
    for (const command of [
      ['run', 'docs'],
      ['pack', '--dry-run'],
    ]) {
      const { code, output } = await npm(...command);
      expect(code, output).toBe(0);
    }
  });
});
