import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, test } from 'vitest';
import { attempt, tool } from './run.ts';

const { consumer, repository } = inject('release');
const rootDir = path.join(consumer.folder, 'jest');
const { resolve } = createRequire(import.meta.url);
const node = (version: number) =>
  path.join(import.meta.dirname, `node_modules/node-${version}/bin/node`);

// Below a package of ES modules, so that only the configs decide how the tests are compiled.
writeFileSync(path.join(rootDir, 'package.json'), '{ "private": true }');

interface JestRun {
  readonly version: number;
  readonly config: object;
  readonly file: string;
  readonly flags?: readonly string[];
}

async function runJest(name: string, { version, config, file, flags = [] }: JestRun) {
  const configFile = path.join(consumer.folder, `jest.${name}.json`);
  const base = { rootDir, testMatch: [`**/${file}`], cacheDirectory: `${configFile}.cache` };
  writeFileSync(configFile, JSON.stringify({ ...base, testTimeout: 60_000, ...config }));
  const args = [...flags, tool('../jest/bin/jest.js'), '--ci', '--config', configFile];
  const env = {
    ...consumer.env,
    PACKAGE_URL: pathToFileURL(path.join(repository, 'packages/twilio/')).href,
  };
  return attempt(node(version), args, { cwd: consumer.folder, env });
}

const vmModules = ['--experimental-vm-modules'];
const compilerOptions = {
  target: 'es2022',
  strict: true,
  esModuleInterop: true,
  skipLibCheck: true,
  isolatedModules: true,
  types: ['node'],
};
const tsJest = (options: object, other: object = {}) => ({
  '\\.ts$': [resolve('ts-jest'), { tsconfig: { ...compilerOptions, ...options }, ...other }],
});
const swc = [resolve('@swc/jest'), { jsc: { parser: { syntax: 'typescript' } } }];

describe('the tests of an application run with Jest', () => {
  test.each([
    {
      name: 'commonjs',
      version: 24,
      flags: vmModules,
      config: { transform: tsJest({ module: 'commonjs', moduleResolution: 'node10' }) },
    },
    {
      name: 'nodenext',
      version: 26,
      flags: vmModules,
      config: { transform: tsJest({ module: 'nodenext' }) },
    },
    {
      name: 'esm',
      version: 22,
      flags: vmModules,
      config: {
        extensionsToTreatAsEsm: ['.ts'],
        transform: tsJest({ module: 'esnext', moduleResolution: 'bundler' }, { useESM: true }),
      },
    },
    {
      name: 'compiled',
      version: 22,
      config: { transform: { '\\.[jt]sx?$': swc }, transformIgnorePatterns: [] },
    },
  ])('$name, on Node $version', async ({ name, ...run }) => {
    const { code, output } = await runJest(name, { ...run, file: 'application.spec.ts' });
    expect(output).toMatch(/^Tests: +3 passed, 3 total$/m);
    expect(code).toBe(0);
  });
});

test.each([22, 26])('the conformance kit runs with Jest on Node %i', async (version) => {
  const config = { transform: {}, moduleFileExtensions: ['mjs', 'js'] };
  const { code, output } = await runJest(`kit-${version}`, {
    version,
    config,
    flags: vmModules,
    file: 'kit.spec.mjs',
  });
  expect(output).toMatch(/^Tests: +(\d{3}) passed, \1 total$/m);
  expect(code).toBe(0);
});
