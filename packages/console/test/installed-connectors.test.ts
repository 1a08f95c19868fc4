import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { installedConnectors } from '../src/functions/installed-connectors.ts';
import { type TestProject, testProject } from './project.ts';

test('finds connectors and emulators by their fixed names', async () => {
  await using project = await testProject('twilio');
  const connectors = await installedConnectors(project.directory);
  expect(connectors.map(({ id }) => id)).toEqual(['mock', 'http', 'twilio']);
  const [mock, , twilio] = connectors;
  expect(mock?.startEmulator).toBeUndefined();
  const emulator = await twilio?.startEmulator?.();
  expect(emulator?.config).toHaveProperty('accountSID');
  await emulator?.close();
});

async function acme(source: string): Promise<TestProject> {
  const project = await testProject('mock');
  const folder = path.join(project.directory, 'packages/acme');
  await mkdir(folder, { recursive: true });
  const exports = { '.': './index.js', './emulator': './emulator.js' };
  const description = { name: 'acme', version: '1.0.0', keywords: ['sms-connector'] };
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ ...description, type: 'module', exports }),
  );
  await writeFile(path.join(folder, 'index.js'), source);
  await writeFile(path.join(folder, 'emulator.js'), 'export const startEmulator = 1;');
  return project;
}

test('a package without a connector fails with the reason', async () => {
  await using project = await acme('export const acme = () => {};');
  await expect(installedConnectors(project.directory)).rejects.toThrow(
    /acme must export its connector as `connector`/,
  );
});

test('an emulator that cannot be started fails with the reason', async () => {
  await using project = await acme(`export { mock as connector } from '@sms-connectors/mock';`);
  const connectors = await installedConnectors(project.directory);
  const { startEmulator } = connectors.find(({ packageName }) => packageName === 'acme') ?? {};
  await expect(startEmulator?.()).rejects.toThrow(
    /acme\/emulator must export the function `startEmulator`/,
  );
});
