import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openConfigStore } from '../src/functions/config-store.ts';
import { testProject, twilioConfig } from './project.ts';

const file = 'sms-connectors.twilio.json';

test('saves a file that only its owner can read, and leaves no other file behind', async () => {
  await using project = await testProject();
  const store = openConfigStore(project);
  const { version, origin } = await store.read('twilio');
  expect(origin).toBe('none');
  const saved = await store.save('twilio', twilioConfig, version);
  expect(saved).toMatchObject({ origin: 'saved', config: twilioConfig, file, fileChanged: false });
  const written = path.join(project.directory, file);
  expect(JSON.parse(await readFile(written, 'utf8'))).toEqual(twilioConfig);
  expect((await stat(written)).mode & 0o777).toBe(0o600);
  expect(await readdir(project.directory)).toEqual(['node_modules', 'package.json', file]);
});

test('tightens the mode of a file that others could read', async () => {
  await using project = await testProject();
  const written = path.join(project.directory, file);
  await writeFile(written, '{}', { mode: 0o644 });
  const store = openConfigStore(project);
  await store.save('twilio', twilioConfig, (await store.read('twilio')).version);
  expect((await stat(written)).mode & 0o777).toBe(0o600);
});

test('stores a draft outside the project until it is saved', async () => {
  await using project = await testProject();
  const store = openConfigStore(project);
  const { version } = await store.read('twilio');
  await store.writeDraft('twilio', twilioConfig, version);
  expect(await readdir(project.directory)).toEqual(['node_modules', 'package.json']);
  expect((await stat(path.join(project.draftDirectory, 'twilio.json'))).mode & 0o777).toBe(0o600);

  const draft = await openConfigStore(project).read('twilio');
  expect(draft).toMatchObject({ origin: 'draft', config: twilioConfig });
  await store.save('twilio', twilioConfig, draft.version);
  expect(await readdir(project.draftDirectory)).toEqual([]);
});

test('keeps a draft that is newer than what is saved', async () => {
  await using project = await testProject();
  const store = openConfigStore(project);
  const newer = { ...twilioConfig, disableRiskCheck: true };
  await store.writeDraft('twilio', newer, (await store.read('twilio')).version);
  const { version } = await store.read('twilio');
  const kept = { origin: 'draft', config: newer, fileChanged: false };
  expect(await store.save('twilio', twilioConfig, version)).toMatchObject(kept);
  expect(await openConfigStore(project).read('twilio')).toMatchObject(kept);
  const written = await readFile(path.join(project.directory, file), 'utf8');
  expect(JSON.parse(written)).toEqual(twilioConfig);
});

test('refuses a write with an outdated version', async () => {
  await using project = await testProject();
  const store = openConfigStore(project);
  const { version } = await store.read('twilio');
  const [one, other] = await Promise.all([
    store.writeDraft('twilio', { accountSID: 'one' }, version),
    store.writeDraft('twilio', { accountSID: 'other' }, version),
  ]);
  expect(one).toMatchObject({ config: { accountSID: 'one' } });
  expect(other).toMatchObject({ conflict: true, current: { config: { accountSID: 'one' } } });
});

test('refuses to overwrite a file that was edited since, and flags its draft', async () => {
  await using project = await testProject();
  const store = openConfigStore(project);
  const first = await store.read('twilio');
  await store.save('twilio', twilioConfig, first.version);
  const { version } = await store.read('twilio');
  const draft = await store.writeDraft(
    'twilio',
    { ...twilioConfig, disableRiskCheck: true },
    version,
  );
  await writeFile(path.join(project.directory, file), '{"accountSID":"by hand"}');

  expect(await store.read('twilio')).toMatchObject({ origin: 'draft', fileChanged: true });
  const { version: stale } = draft as { version: string };
  const refused = await store.save('twilio', twilioConfig, stale);
  expect(refused).toMatchObject({ conflict: true, current: { fileChanged: true } });
  const { version: now } = await store.read('twilio');
  expect(await store.discardDraft('twilio', now)).toMatchObject({
    origin: 'saved',
    config: { accountSID: 'by hand' },
  });
});

test('a crash while saving leaves the old or the new config', async () => {
  await using project = await testProject();
  const written = path.join(project.directory, file);
  const store = path.resolve(import.meta.dirname, '../src/functions/config-store.ts');
  const program = `
    import { openConfigStore } from ${JSON.stringify(pathToFileURL(store).href)};
    const store = openConfigStore(${JSON.stringify(project)});
    for (let round = 0; ; round += 1) {
      const { version } = await store.read('twilio');
      await store.save('twilio', { round, padding: 'x'.repeat(1_000_000), end: round }, version);
      process.stdout.write('.');
    }`;
  const flags = ['--conditions=@sms-connectors/source', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const expectWhole = async () => {
    const { round, end } = JSON.parse(await readFile(written, 'utf8')) as Record<string, number>;
    expect(end).toBe(round);
  };
  // The file at any moment is what a crash at that moment would leave.
  for (let look = 0; look < 200; look += 1) await expectWhole();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expectWhole();
  // Only the owner can read a leftover temporary file.
  for (const left of await readdir(project.directory)) {
    if (!left.startsWith(file)) continue;
    expect((await stat(path.join(project.directory, left))).mode & 0o777).toBe(0o600);
  }
});

test('ignores a file with invalid JSON', async () => {
  await using project = await testProject();
  await writeFile(path.join(project.directory, file), '{"accountSID":');
  expect(await openConfigStore(project).read('twilio')).toMatchObject({ origin: 'none' });
});

test.each(['public', 'www', 'static/deeper'])(
  'refuses to start in %s, which is often served publicly',
  (served) => {
    const directory = path.join('/srv/app', served);
    expect(() => openConfigStore({ directory })).toThrow(/often served publicly/);
  },
);
