import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { attempt, rootTool } from './run.ts';

const { repository } = inject('release');

// What is published holds got without the parts that are never used, in place of the got that the tests know.
test('the HTTP client that is published keeps the promises of its sources', async () => {
  const config = path.join(import.meta.dirname, 'built.config.ts');
  const args = ['run', '--config', config, '--root', repository, 'packages/core/test/http-'];
  const { code, output } = await attempt(rootTool('vitest'), args, { cwd: repository });
  expect(code, output).toBe(0);
  expect(output).toMatch(/Test Files\s+\d+ passed/);
});
