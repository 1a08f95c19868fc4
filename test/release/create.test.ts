import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { attempt, run } from './run.ts';

const { consumer, folder, registry, env } = inject('release');
const room = path.join(folder, 'created/sms-connector-acme-sms');
const npm = (...args: readonly string[]) => attempt('npm', args, { cwd: room, env: consumer.env });

// What `npm create sms-connector` does once npm has fetched it.
describe('a connector begun outside this repository', () => {
  beforeAll(async () => {
    mkdirSync(path.dirname(room), { recursive: true });
    const command = path.join(consumer.folder, 'node_modules/.bin/create-sms-connector');
    const answers = ['acme-sms', '--name', 'Acme', '--docs-url', 'https://acme.example/docs'];
    await run(command, answers, { cwd: path.dirname(room), env: { ...consumer.env, ...env } });
    writeFileSync(path.join(room, '.npmrc'), `registry=${registry}\n`);
    await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: room, env: consumer.env });
  });

  test('type-checks', async () => {
    const { code, output } = await npm('run', 'check:types');
    expect(code, output).toBe(0);
  });

  test('has a conformance run that fails, and says what is left to do', async () => {
    const { code, output } = await npm('test');
    expect(code).toBe(1);
    expect(output).toMatch(/Tests\s+\d+ failed \| \d+ passed/);
    expect(output).toContain('src/emulator.ts');
  });

  test('builds, and has the tables of its guide from what is built', async () => {
    for (const command of [
      ['run', 'docs'],
      ['pack', '--dry-run'],
    ]) {
      const { code, output } = await npm(...command);
      expect(code, output).toBe(0);
    }
  });
});
