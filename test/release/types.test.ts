import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { attempt, rootTool, tool } from './run.ts';

const { consumer } = inject('release');

const programs = [
  { file: 'application.ts', types: [], lib: ['es2022', 'dom', 'dom.iterable'] },
  { file: 'server.ts', types: ['node'], lib: ['es2022'] },
];
const resolutions = [
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'nodenext', moduleResolution: 'nodenext' },
  { module: 'esnext', moduleResolution: 'bundler' },
];
const cases = programs.flatMap((program) =>
  resolutions.map((resolution) => ({ ...program, ...resolution })),
);

// What NestJS and other programs in CommonJS have, with the last TypeScript that knows it. zod needs esModuleInterop.
test.each(programs)(
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
    expect(outcome).toMatchObject({ output: '', code: 0 });
  },
);
