import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { publishedPackages } from './packages.ts';
import { attempt, rootTool, tool } from './run.ts';

const { consumer, repository } = inject('release');

const programs = [
  { file: 'application.ts', types: [], lib: ['es2022', 'dom', 'dom.iterable'] },
  { file: 'server.ts', types: ['node'], lib: ['es2022'] },
  { file: 'guides.ts', types: [], lib: ['es2022', 'dom', 'dom.iterable'] },
  { file: 'every-entry.ts', types: ['node'], lib: ['es2024', 'dom', 'dom.iterable'] },
];
const resolutions = [
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];
// Guides are imported as JSON with import attributes, which node16 lacks.
const cases = programs
  .flatMap((program) => resolutions.map((resolution) => ({ ...program, ...resolution })))
  .filter(({ file, module }) => !(file === 'guides.ts' && module === 'node16'));

// What NestJS and other programs in CommonJS have, with the last TypeScript that knows it. zod needs esModuleInterop.
test.each(programs.slice(0, 2))(
  '$file type-checks under moduleResolution node10',
  async ({ file, ...options }) => {
    const name = `tsconfig.${file}.node10.json`;
    const compilerOptions = {
      ...options,
      module: 'commonjs',
      moduleResolution: 'node10',
      strict: true,
      noEmit: true,
      esModuleInterop: true,
      target: 'es2024',
    };
    const config = JSON.stringify({ compilerOptions, files: [file] });
    writeFileSync(path.join(consumer.folder, name), config);
    const outcome = await attempt(tool('tsc'), ['-p', name], { cwd: consumer.folder });
    expect(outcome).toMatchObject({ output: '', code: 0 });
  },
);

// Every entry of every package with code.
const specifiers = publishedPackages(repository).flatMap(({ name, manifest: { exports = {} } }) =>
  Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([entry]) => path.posix.join(name, entry)),
);
const everyEntry = specifiers.map((name, index) => `export * as _${index} from '${name}';\n`);
writeFileSync(path.join(consumer.folder, 'every-entry.ts'), everyEntry.join(''));

test('every package has an entry whose types are checked', () => {
  const names = publishedPackages(repository).map(({ name }) => name);
  expect(names.filter((name) => !specifiers.includes(name))).toEqual([]);
});

// Without skipLibCheck, so that the declarations themselves are checked too.
test.each(cases)(
  '$file type-checks under moduleResolution $moduleResolution',
  async ({ file, ...options }) => {
    const name = `tsconfig.${file}.${options.moduleResolution}.json`;
    const compilerOptions = {
      ...options,
      strict: true,
      noEmit: true,
      exactOptionalPropertyTypes: true,
      target: 'es2024',
    };
    const config = JSON.stringify({ compilerOptions, files: [file] });
    writeFileSync(path.join(consumer.folder, name), config);
    const outcome = await attempt(rootTool('tsc'), ['-p', name], { cwd: consumer.folder });
    const errors = outcome.output.split('\n').filter((line) => line.includes('error TS'));
    const own = errors.filter((line) => !isOfPeer(line));
    expect({ own, code: errors.length === own.length ? outcome.code : 0 }).toEqual({
      own: [],
      code: 0,
    });
  },
);

/** Whether an error is in the declarations of a peer, such as those of the AWS Encryption SDK. */
function isOfPeer(line: string): boolean {
  return /^node_modules\/(?!@sms-connectors\/)/.test(line);
}
