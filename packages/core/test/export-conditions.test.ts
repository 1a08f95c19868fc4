import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { answer, startRawServer } from './support/raw-server.ts';

const run = promisify(execFile);
const cwd = dirname(fileURLToPath(import.meta.url));

/** Runs a program in a process of its own, and says which packages and which adapters it has loaded. */
async function loaded(program: string, conditions: readonly string[]) {
  const wanted = ['@sms-connectors/source', ...conditions];
  const flags = wanted.map((condition) => `--conditions=${condition}`);
  const script = `
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({
      load: (url, context, next) => {
        urls.push(url);
        return next(url, context);
      },
    });
    ${program}
    process.stdout.write(JSON.stringify(urls));
  `;
  const { stdout } = await run(process.execPath, [...flags, '--input-type=module', '-e', script], {
    cwd,
    timeout: 60_000,
  });
  const urls = JSON.parse(stdout) as readonly string[];
  expect(urls.some((url) => url.endsWith('/core/src/index.ts'))).toBe(true);
  return {
    got: urls.some((url) => url.includes('/node_modules/got/')),
    undici: urls.some((url) => url.includes('/node_modules/undici/')),
    adapters: urls
      .map((url) => /\/src\/http\/(got|fetch|undici)\.ts$/.exec(url)?.[1])
      .filter((name) => name !== undefined),
  };
}

const load = `const { defineConnector, templatesSchema } = await import('@sms-connectors/core');`;
const send = (url: string, inProcess = false) => `${load}
  const z = await import('zod');
  const connector = defineConnector({
    manifest: { id: 'tiny', name: 'Tiny', capabilities: { maxCharacters: 160, inProcess: ${inProcess} } },
    configSchema: z.strictObject({ templates: templatesSchema }),
    baseUrl: () => '${url}',
    connect: (config, { baseUrl }) => ({
      request: () => ({ method: 'POST', url: baseUrl, headers: {}, body: 'x' }),
      classify: ({ body }) => ({ outcome: 'accepted', messageId: body, status: 'queued' }),
      ...(${inProcess} && { http: async () => ({ status: 200, headers: {}, body: 'M1' }) }),
    }),
  });
  const sms = connector({ templates: [{ usageType: 'Generic', content: 'x' }] });
  const receipt = await sms.send({ to: '+33612345678', usageType: 'Generic', payload: {} });
  if (receipt.messageId !== 'M1') throw new Error('Nothing was sent.');
`;

describe('the default HTTP adapter', () => {
  test('is not loaded with the package: got comes when a connector is made', async () => {
    expect(await loaded(load, [])).toEqual({ got: false, undici: false, adapters: ['got'] });
  });

  test('is not loaded for a provider inside the process', async () => {
    const program = `${send('https://tiny.invalid', true)}
      await new Promise((resolve) => setTimeout(resolve, 200));`;
    expect(await loaded(program, [])).toEqual({ got: false, undici: false, adapters: ['got'] });
  });

  // The server keeps its connections, so that each program also shows that they hold no process.
  test.each([
    ['node', { got: true, undici: false, adapters: ['got'] }],
    ...['bun', 'deno', 'workerd', 'edge-light', 'browser'].map(
      (condition) => [condition, { got: false, undici: false, adapters: ['fetch'] }] as const,
    ),
  ] as const)(
    'sends under the condition %s, and is the only one loaded',
    async (name, expected) => {
      await using server = await startRawServer((socket) => answer(socket, 'M1'));
      expect(await loaded(send(server.url), [name])).toEqual(expected);
      expect(server.requests).toHaveLength(1);
    },
  );
});

test('where got’s file is lost, nothing is sent, and the error says so', async () => {
  await using server = await startRawServer((socket) => answer(socket, 'M1'));
  const lost = `
    registerHooks({
      resolve: (specifier, context, next) => {
        if (specifier === 'got') throw new Error('lost');
        return next(specifier, context);
      },
    });
    try {
      ${send(server.url)}
    } catch ({ code, outcome }) {
      console.error(code, outcome);
    }
    process.exit(0);
  `;
  const flags = ['--conditions=@sms-connectors/source', '--input-type=module', '-e'];
  const script = `import { registerHooks } from 'node:module';${lost}`;
  const { stderr } = await run(process.execPath, [...flags, script], { cwd, timeout: 60_000 });
  expect(stderr).toContain('network rejected');
  expect(server.requests).toHaveLength(0);
});

describe('the published package', () => {
  test.each(['bun', 'deno', 'workerd', 'edge-light', 'browser', 'node', 'default'])(
    'names the same adapter for %s as the source does',
    async (condition) => {
      const { default: manifest } = (await import('../package.json', {
        with: { type: 'json' },
      })) as {
        default: { imports: { '#http': Record<string, unknown> } };
      };
      const { '@sms-connectors/source': source, ...built } = manifest.imports['#http'];
      const sources = source as Record<string, string>;
      expect(Object.keys(built)).toEqual(Object.keys(sources));
      const file = sources[condition]?.replace('/src/', '/dist/').replace('.ts', '.js');
      expect(built[condition]).toBe(file);
    },
  );
});
