import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, test } from 'vitest';
import { run } from './run.ts';

const { consumer, repository } = inject('release');
const installed = (file: string) => path.join(import.meta.dirname, 'node_modules', file);

const deno = ['run', '--quiet', '--no-prompt', '--allow-all', '--node-modules-dir=manual'];
const runtimes = [
  { name: 'Bun', command: installed('@oven/bun-linux-x64/bin/bun'), flags: ['run'] },
  { name: 'Deno', command: installed('@deno/linux-x64-glibc/deno'), flags: deno },
];

// Their `fetch` keeps its connections, and does not tell an answer that is not HTTP from a broken connection.
const unlikeNode = [
  'transport faults: an answer that is not HTTP is unknown',
  'close: no connection stays open',
];

test.each(runtimes)('the conformance kit runs on $name', async ({ command, flags }) => {
  const packageUrl = pathToFileURL(path.join(repository, 'packages/twilio/')).href;
  const options = { cwd: consumer.folder, env: consumer.env };
  const stdout = await run(command, [...flags, 'kit.mjs', packageUrl], options);
  const { passed, failed } = JSON.parse(stdout) as Record<'passed' | 'failed', readonly string[]>;
  expect(failed).toEqual(unlikeNode);
  expect(passed.length).toBeGreaterThan(100);
  expect(passed.filter((name) => name.startsWith('attempts: '))).toHaveLength(7);
});
