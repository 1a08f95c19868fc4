import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

// Work under a lock takes milliseconds.
const abandonedAfterMs = 10_000;
const lookAgainMs = 20;

export type ReleaseLock = () => Promise<void>;

/** Waits for a lock that only one process holds at a time, and takes it. A killed process does not keep it. */
export async function takeFileLock(lock: string): Promise<ReleaseLock> {
  while (!(await isTaken(lock))) {
    await removeIfAbandoned(lock);
    await delay(lookAgainMs * (0.5 + Math.random()));
  }
  return () => rm(lock, { force: true }).catch(() => undefined);
}

async function isTaken(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx', 0o600);
    // On a full disk, the lock is empty, but taken.
    await handle.writeFile(owner(process.pid)).catch(() => undefined);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false;
    throw error;
  }
}

function owner(pid: number): string {
  return `${pid} ${hostname()}`;
}

async function removeIfAbandoned(lock: string): Promise<void> {
  const seen = await read(lock);
  if (seen === undefined || !isAbandoned(seen)) return;
  // Only one process can move the lock away.
  const moved = `${lock}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(lock, moved);
  } catch {
    return;
  }
  // Another process may have taken the lock since it was read: give it back.
  const taken = await read(moved);
  if (taken?.text !== seen.text || taken.since !== seen.since)
    await link(moved, lock).catch(() => undefined);
  await rm(moved, { force: true });
}

interface SeenLock {
  readonly text: string;
  readonly since: number;
}

async function read(lock: string): Promise<SeenLock | undefined> {
  try {
    return { text: await readFile(lock, 'utf8'), since: (await stat(lock)).mtimeMs };
  } catch {
    // Released meanwhile.
    return undefined;
  }
}

function isAbandoned({ text, since }: SeenLock): boolean {
  const pid = Number.parseInt(text, 10);
  const isHere = text === owner(pid);
  return (isHere && !isAlive(pid)) || Date.now() - since > abandonedAfterMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process belongs to another user.
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
