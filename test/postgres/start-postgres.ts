import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';
import { copiedPrograms, postgresPrograms } from './postgres-programs.ts';

const execute = promisify(execFile);

/** A PostgreSQL server on this machine, with a folder of its own. */
export interface Postgres extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Ends the server at once with all its processes, as a crash would; what it has committed stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port. */
  readonly start: () => Promise<void>;
}

// PostgreSQL refuses to run as root. This user exists on every Unix, and owns nothing.
const nobody = { uid: 65_534, gid: 65_534 };

export async function startPostgres(): Promise<Postgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postgres-'));
  const isRoot = userInfo().uid === 0;
  const installed = await postgresPrograms();
  const { initdb, postgres } = isRoot ? await copiedPrograms(installed, folder) : installed;
  const data = path.join(folder, 'data');
  await mkdir(data, { mode: 0o700 });
  if (isRoot) {
    await chmod(folder, 0o755);
    await chown(data, nobody.uid, nobody.gid);
  }
  const user = { cwd: data, ...(isRoot && nobody) };
  const settings = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale'];
  await execute(initdb, ['-D', data, '--no-sync', ...settings], user);

  const port = await freePort();
  let server: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    // The machine itself does not fail, so that nothing need be forced to its disk.
    const options = ['fsync=off', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
    const given = ['-D', data, '-p', `${port}`, ...options.flatMap((option) => ['-c', option])];
    server = spawn(postgres, given, { ...user, stdio: 'ignore' });
    await untilReady(server, data);
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    // Killed, it would leave the processes of its connections behind, which still answer for a moment.
    server.kill(process.platform === 'win32' ? 'SIGKILL' : 'SIGQUIT');
    await exited;
  };
  await start();
  return {
    port,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    kill,
    start,
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the server has recovered what it had, and answers. @see https://www.postgresql.org/docs/current/storage-file-layout.html */
async function untilReady(server: ChildProcess, data: string): Promise<void> {
  let failure: Error | undefined;
  server.once('error', (error) => {
    failure = error;
  });
  for (;;) {
    if (failure !== undefined) throw failure;
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with code ${server.exitCode}.`);
    // The file of a server that was killed stays, with the number of its process.
    const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => '');
    const lines = text.split('\n').map((line) => line.trim());
    if (lines[0] === String(server.pid) && lines[7] === 'ready') return;
    await delay(20);
  }
}
