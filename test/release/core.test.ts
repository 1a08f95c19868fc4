import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { attempt, rootTool } from './run.ts';

const { repository, unpacked } = inject('release');

// What is published holds got and zod without the parts that are never used, in place of those that the tests know.
test('core as it is published keeps the promises of its sources', async () => {
  const config = path.join(import.meta.dirname, 'built.config.ts');
  const tests = ['http-', 'config-issues', 'conformance', 'define-connector', 'privacy'];
  const files = tests.map((name) => `packages/core/test/${name}`);
  const args = ['run', '--config', config, '--root', repository, ...files];
  const { code, output } = await attempt(rootTool('vitest'), args, { cwd: repository });
  expect(code, output).toBe(0);
  expect(output).toMatch(/Test Files\s+\d+ passed/);
});

// An update of one of them is a release of core: this record changes with it, and so asks for a changeset.
test('what core holds of others is what is on record', async () => {
  const licenses = readFileSync(path.join(unpacked, 'core/dist/vendor/LICENSES.md'), 'utf8');
  const bundled = [...licenses.matchAll(/^## (.+)$/gm)].map(([, name]) => name).join('\n');
  const record = path.join(import.meta.dirname, '../../packages/core/src/vendor/versions.txt');
  await expect(`${bundled}\n`).toMatchFileSnapshot(record);
});
