import { type ChildProcessByStdio, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type ConfigDocument, openConfigStore } from '../src/functions/config-store.ts';
import { type TestProject, testProject, twilioConfig } from './project.ts';

const file = 'sms-connectors.twilio.json';
/** Windows has neither pipes in folders, nor modes, nor links that everybody may make. */
const isPosix = process.platform !== 'win32';
const source = (name: string) =>
  JSON.stringify(pathToFileURL(path.join(import.meta.dirname, '../src/functions', name)).href);

/** The arguments of a Node that runs a program with `store`, and `sized(round, bytes)`, which makes a config. */
function nodeArguments(project: TestProject, program: string): readonly string[] {
  const { directory, draftDirectory } = project;
  const whole = `
    import { openConfigStore } from ${source('config-store.ts')};
    const options = ${JSON.stringify({ directory, draftDirectory })};
    const store = openConfigStore(options);
    const sized = (round, bytes) => ({ round, padding: 'x'.repeat(bytes), end: round });
    ${program}`;
  return ['--conditions=@sms-connectors/source', '--input-type=module', '--eval', whole];
}

function run(command: string, args: readonly string[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: 60_000 }, (error, out, complaint) => {
      if (error === null) resolve(JSON.parse(out));
      else reject(new Error(complaint || error.message));
    });
  });
}

const mountTmpfs = 'mount -t tmpfs -o size=256k,mode=0777 tmpfs "$0" && shift && exec "$@"';

/** Whether this user may mount a file system of their own, as root or in a user namespace. */
const unshare = [['--mount'], ['--mount', '--map-root-user']].find((flags) => {
  try {
    execFileSync('unshare', [...flags, 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
});

/** Ways to run a command with too little room for a large config; each works without privileges or is left out. */
const smallDisks = {
  'a limit on the size of files': (args: readonly string[]) =>
    ['sh', ['-c', 'ulimit -f 200 && exec "$@"', 'sh', ...args]] as const,
  ...(unshare !== undefined && {
    'a full disk': (args: readonly string[], folder: string) =>
      ['unshare', [...unshare, 'sh', '-c', mountTmpfs, folder, 'shift', ...args]] as const,
  }),
};

if (isPosix && unshare === undefined) {
  console.info(
    'No disk can be mounted here: the limit on the size of files stands for a full one.',
  );
}

describe.runIf(isPosix).each(Object.entries(smallDisks))('%s', (_name, on) => {
  test('loses neither the config nor the draft, and says why', async () => {
    await using project = await testProject();
    const program = `
      import { mkdir, readdir, readFile } from 'node:fs/promises';
      await mkdir(options.directory, { recursive: true });
      const outcome = (work) => work.then(() => 'stored', ({ problem }) => problem);
      const { version } = await store.read('twilio');
      const saved = await store.save('twilio', sized(1, 1000), version);
      const drafted = await store.writeDraft('twilio', sized(2, 1000), saved.version);
      const large = sized(3, 300_000);
      const save = await outcome(store.save('twilio', large, drafted.version));
      const draft = await outcome(store.writeDraft('twilio', large, drafted.version));
      const small = await outcome(store.save('twilio', sized(4, 1000), saved.version));
      const names = [options.directory, options.draftDirectory].map((folder) => readdir(folder));
      const left = (await Promise.all(names)).flat().filter((name) => name.includes('twilio'));
      const kept = JSON.parse(await readFile(options.directory + '/${file}', 'utf8'));
      const read = await store.read('twilio');
      console.log(JSON.stringify({ save, draft, left, kept: kept.round, drafted: read.config.round }));`;
    const [command, args] = on(
      [process.execPath, ...nodeArguments(project, program)],
      path.dirname(project.directory),
    );
    expect(await run(command, args)).toEqual({
      save: 'disk_full',
      draft: 'disk_full',
      left: [file, 'twilio.json'],
      kept: 1,
      drafted: 2,
    });
  });
});

/** How often the process is killed. A long run finds rare moments: `KILLS=1000 vitest run …` */
const kills = Number(process.env['KILLS'] ?? 6);

test(
  'a process killed at any moment leaves the old or the new config',
  { timeout: 120_000 + kills * 10_000 },
  async () => {
    await using project = await testProject();
    const written = path.join(project.directory, file);
    const program = `
    let { version, config } = await store.read('twilio');
    for (let round = (config?.round ?? 0) + 1; ; round += 1) {
      ({ version } = await store.writeDraft('twilio', sized(round, 1_000_000), version));
      ({ version } = await store.save('twilio', sized(round, 1_000_000), version));
      process.stdout.write(round + '\\n');
    }`;
    for (let kill = 0; kill < kills; kill += 1) {
      const child = start(nodeArguments(project, program));
      const output: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
      await once(child.stdout, 'data');
      const afterMs = Math.random() * 40;
      await delay(afterMs);
      child.kill('SIGKILL');
      await once(child, 'close');
      const reported = Number(output.join('').trim().split('\n').at(-1));

      const { round, end } = JSON.parse(await readFile(written, 'utf8')) as Record<string, number>;
      expect(end, `killed after ${afterMs} ms`).toBe(round);
      expect([reported, reported + 1]).toContain(round);
      // Only the owner can read what is left behind.
      for (const name of await readdir(project.directory)) {
        if (!isPosix || !name.startsWith(file)) continue;
        expect((await stat(path.join(project.directory, name))).mode & 0o077).toBe(0);
      }
      // The next console works, and cleans up.
      const store = openConfigStore(project);
      const opened = await store.read('twilio');
      const { version } = (await store.discardDraft('twilio', opened.version)) as ConfigDocument;
      expect(await store.save('twilio', { round, end }, version)).toMatchObject({
        origin: 'saved',
      });
      expect(await readdir(project.directory)).toEqual(['node_modules', 'package.json', file]);
      expect(await readdir(project.draftDirectory)).toEqual([]);
    }
  },
);

test('of two consoles that save the same version, one is refused', async () => {
  await using project = await testProject();
  const program = `
    import { createInterface } from 'node:readline';
    const name = process.argv[1];
    for await (const version of createInterface({ input: process.stdin })) {
      const answer = await store.save('twilio', { name, version }, version);
      process.stdout.write(('conflict' in answer ? 'refused' : 'saved') + '\\n');
    }`;
  const consoles = ['one', 'other'].map((name) => {
    const child = start([...nodeArguments(project, program), name]);
    return { child, lines: createInterface({ input: child.stdout }) };
  });
  const store = openConfigStore(project);
  for (let round = 0; round < 50; round += 1) {
    const { version } = await store.read('twilio');
    const answers = consoles.map(({ lines }) => once(lines, 'line') as Promise<[string]>);
    for (const { child } of consoles) child.stdin.write(`${version}\n`);
    const said = (await Promise.all(answers)).map(([answer]) => answer);
    expect(said.toSorted()).toEqual(['refused', 'saved']);
    const winner = ['one', 'other'][said.indexOf('saved')];
    expect((await store.read('twilio')).config).toEqual({ name: winner, version });
  }
  for (const { child } of consoles) {
    child.stdin.end();
    await once(child, 'close');
  }
});

test.runIf(isPosix)('saves through a symbolic link, and keeps the link', async () => {
  await using project = await testProject();
  const link = path.join(project.directory, file);
  const target = path.join(project.directory, 'elsewhere.json');
  await writeFile(target, '{"accountSID":"old"}', { mode: 0o644 });
  await symlink(target, link);
  const store = openConfigStore(project);
  const before = await store.read('twilio');
  expect(before.config).toEqual({ accountSID: 'old' });
  await store.save('twilio', twilioConfig, before.version);
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(twilioConfig);
  expect((await stat(target)).mode & 0o777).toBe(0o600);
});

const inTheWay = {
  'a folder': ['not_a_file', (at: string) => mkdir(at)],
  ...(isPosix && {
    'a symbolic link to a file that does not exist': [
      'broken_link',
      (at: string) => symlink('gone', at),
    ],
    'a symbolic link to itself': ['broken_link', (at: string) => symlink(at, at)],
    'a pipe': ['not_a_file', async (at: string) => void execFileSync('mkfifo', [at])],
  }),
} satisfies Record<string, readonly [string, (at: string) => Promise<unknown>]>;

test.each(
  Object.entries(inTheWay).map(([what, [problem, make]]) => [what, problem, make] as const),
)('refuses to save over %s, and keeps the draft', async (_what, problem, make) => {
  await using project = await testProject();
  const place = path.join(project.directory, file);
  await make(place);
  const kind = (await lstat(place)).mode;
  const store = openConfigStore(project);
  const before = await store.read('twilio');
  expect(before).toMatchObject({ origin: 'none', problem });
  const draft = (await store.writeDraft('twilio', twilioConfig, before.version)) as typeof before;
  await expect(store.save('twilio', twilioConfig, draft.version)).rejects.toMatchObject({
    problem,
  });
  expect((await lstat(place)).mode).toBe(kind);
  expect(await store.read('twilio')).toMatchObject({ origin: 'draft', config: twilioConfig });
});

// Root may write everywhere, so the program stops being root.
const asNobody = `
  import { chmodSync, chownSync, readdirSync } from 'node:fs';
  import { dirname, join } from 'node:path';
  if (process.getuid() === 0) {
    const home = dirname(options.directory);
    for (const name of [home, options.directory, ...readdirSync(home).map((name) => join(home, name))]) {
      chownSync(name, 65534, 65534);
    }
    process.setegid(65534);
    process.seteuid(65534);
  }`;

describe.runIf(isPosix)('without permission', () => {
  test('saves although the draft cannot be deleted, and says so', async () => {
    await using project = await testProject();
    const program = `${asNobody}
      const { version } = await store.read('twilio');
      const config = sized(1, 10);
      const drafted = await store.writeDraft('twilio', config, version);
      chmodSync(options.draftDirectory, 0o500);
      const saved = await store.save('twilio', config, drafted.version);
      chmodSync(options.draftDirectory, 0o700);
      console.log(JSON.stringify(saved));`;
    expect(await run(process.execPath, nodeArguments(project, program))).toMatchObject({
      origin: 'saved',
      config: { round: 1 },
      draftLeft: path.join(project.draftDirectory, 'twilio.json'),
      fileChanged: false,
    });
  });

  test('keeps the config and the draft if the project cannot be written', async () => {
    await using project = await testProject();
    const program = `${asNobody}
      const { version } = await store.read('twilio');
      const saved = await store.save('twilio', sized(1, 10), version);
      const drafted = await store.writeDraft('twilio', sized(2, 10), saved.version);
      chmodSync(options.directory, 0o500);
      const problem = await store.save('twilio', sized(2, 10), drafted.version).catch((error) => error.problem);
      const { config, origin } = await store.read('twilio');
      chmodSync(options.directory, 0o700);
      console.log(JSON.stringify({ problem, origin, round: config.round }));`;
    expect(await run(process.execPath, nodeArguments(project, program))).toEqual({
      problem: 'not_allowed',
      origin: 'draft',
      round: 2,
    });
  });
});

function start(args: readonly string[]): ChildProcessByStdio<Writable, Readable, null> {
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}
