import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { isOffline, pagesWithPrograms, writePrograms } from '../programs.ts';
import { type Consumer, createConsumer, installWithNpm, namesForConsumers } from './consumer.ts';
import { attempt, run } from './run.ts';

const release = inject('release');
const names = namesForConsumers(release.repository);
const text = 'Your sign-in code is 314159.';

/** The output on every runtime; `userAgent` identifies the HTTP client. */
const printed = (runtime: string, userAgent: string) => ({
  runtime: expect.stringMatching(runtime),
  inMock: { to: '+33612345678', text },
  inTwilio: { to: '+33612345678', text, isTheReceipts: true },
  userAgent: expect.stringMatching(userAgent),
  optedOut: { name: 'ConnectorError', code: 'opted_out', outcome: 'rejected' },
  nobodyThere: { name: 'ConnectorError', code: 'network', outcome: 'rejected' },
  hooks: { statuses: [200, 401, 200], texts: ['Your code is 314159.'] },
});

const program = (folder: string) => path.join(import.meta.dirname, 'node_modules', folder);

async function send({ folder, env }: Consumer, command: string, args: readonly string[] = []) {
  const stdout = await run(command, [...args, 'send.mjs'], { cwd: folder, env });
  return JSON.parse(stdout) as unknown;
}

test.each([22, 24, 26])('installed with npm, sends on Node %i with got', async (version) => {
  const node = program(`node-${version}/bin/node`);
  const expected = printed(`^Node.js/${version}$`, '^sms-connectors$');
  expect(await send(release.consumer, node)).toEqual(expected);
});

test('installed with npm, says on Node 20 that it needs a newer one', async () => {
  const { folder, env } = release.consumer;
  const { code, output } = await attempt(program('node-20/bin/node'), ['send.mjs'], {
    cwd: folder,
    env,
  });
  expect(code).toBe(1);
  const message = '@sms-connectors/core needs Node 22.12 or newer; this is Node 20.20.2.';
  expect(output).toContain(`Error: ${message}\n`);
});

test('the programs of the pages and guides run on the oldest supported Node, and print what the pages say', async () => {
  const consumer = createConsumer(release, 'pages', [
    ...names,
    '@hono/node-server',
    'libphonenumber-js',
    '@sms-connectors/policies',
    '@sms-connectors/verify',
    '@sms-connectors/better-auth',
    'better-auth',
  ]);
  await installWithNpm(consumer);
  const pages = await pagesWithPrograms();
  const folders = await writePrograms(pages, consumer.folder);
  const waiting = pages.flatMap(({ page, programs }) =>
    programs.filter(isOffline).map((each) => ({ page, ...each })),
  );
  const failures: string[] = [];
  const runNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { page, file, output: shown } = next;
      const options = { cwd: folders.get(page), env: { ...consumer.env, NO_COLOR: '1' } };
      const { code, stdout, output } = await attempt(program('node-22/bin/node'), [file], options);
      // If the page does not show the output, it must at least not contain `undefined`.
      const isAsShown = shown === undefined ? !stdout.includes('undefined') : stdout === shown;
      if (code !== 0 || !isAsShown) failures.push(`${page} ${file}: ${output}`);
    }
  };
  await Promise.all([runNext(), runNext()]);
  expect(failures).toEqual([]);
});

test('installed and run with Bun, sends with fetch', async () => {
  const bun = program('@oven/bun-linux-x64/bin/bun');
  const consumer = createConsumer(release, 'on-bun', names);
  await run(bun, ['install'], { cwd: consumer.folder, env: consumer.env });
  expect(await send(consumer, bun, ['run'])).toEqual(printed('^Bun/', '^Bun/'));
});

test('installed and run with Deno, sends with fetch and needs only permission for loopback', async () => {
  const deno = program('@deno/linux-x64-glibc/deno');
  const consumer = createConsumer(release, 'on-deno', names);
  await run(deno, ['install', '--quiet', '--minimum-dependency-age=0'], {
    cwd: consumer.folder,
    env: consumer.env,
  });
  const args = ['run', '--quiet', '--no-prompt', '--allow-net=127.0.0.1'];
  expect(await send(consumer, deno, args)).toEqual(printed('^Deno/', '^Deno/'));
});
