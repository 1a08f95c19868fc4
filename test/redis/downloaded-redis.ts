import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const folder = path.join(import.meta.dirname, '.downloaded');
const packages = ['redis-tools', 'redis-server', 'liblzf1', 'libjemalloc2'];

export interface RedisProgram {
  readonly file: string;
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/** Returns Debian's Redis, which is downloaded the first time. It is unpacked, not installed: no root is needed. */
export async function downloadedRedis(): Promise<RedisProgram> {
  if (!existsSync(folder)) await download();
  const libraries = await readdir(path.join(folder, 'usr/lib'));
  const native = libraries.find((name) => name.endsWith('-linux-gnu')) ?? '';
  return {
    file: path.join(folder, 'usr/bin/redis-server'),
    env: { ...process.env, LD_LIBRARY_PATH: path.join(folder, 'usr/lib', native) },
  };
}

async function download(): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const staging = await mkdtemp(`${folder}-`);
  try {
    await execute('apt-get', ['download', ...packages], { cwd: staging });
    const unpacked = path.join(staging, 'unpacked');
    for (const file of await readdir(staging)) {
      if (file.endsWith('.deb')) await execute('dpkg', ['-x', path.join(staging, file), unpacked]);
    }
    await rename(unpacked, folder).catch((error: NodeJS.ErrnoException) => {
      // Another process was faster.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } catch (error) {
    throw new Error(
      'No Redis is installed, and none could be downloaded with apt-get. Install redis-server, or set REDIS_SERVER to the path of one.',
      { cause: error },
    );
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
