import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { downloadedRedis, type RedisProgram } from './downloaded-redis.ts';

/** A Redis server on this machine, with a folder of its own. */
export interface Redis extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Kills the server, as a power failure would; what it wrote to its append-only file stays. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same port, with what its append-only file has. */
  readonly start: () => Promise<void>;
  /** Freezes the server: connections stay open, and nothing is answered until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/**
 * Starts the installed Redis, or on Debian one that is downloaded for the tests. Set `REDIS_SERVER` to the path of one,
 * or to `download` to ignore an installed one. It may get more settings, as on its command line.
 */
export async function startRedis(more: readonly string[] = []): Promise<Redis> {
  const { file, env } = await program(process.env['REDIS_SERVER']);
  const folder = await mkdtemp(path.join(tmpdir(), 'redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const settings = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', ''];
    server = spawn(file, [...settings, ...durable, ...more], { env, stdio: 'ignore' });
    await listening(server, port);
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    start,
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function program(wanted: string | undefined): Promise<RedisProgram> {
  if (wanted === 'download') return downloadedRedis();
  if (wanted !== undefined && wanted !== '') return { file: wanted };
  const file = installed.find((candidate) => existsSync(candidate));
  return file === undefined ? downloadedRedis() : { file };
}

const installed = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .map((folder) => path.join(folder, 'redis-server'));

async function listening(server: ChildProcess, port: number): Promise<void> {
  let failure: Error | undefined;
  server.once('error', (error) => {
    failure = error;
  });
  for (;;) {
    if (failure !== undefined) throw failure;
    if (server.exitCode !== null) throw new Error(`Redis ended with code ${server.exitCode}.`);
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    await delay(20);
  }
}
