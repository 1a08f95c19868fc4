import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file that only its owner can read. The new text is complete and on the disk before it takes the file's
 * place, so that a crash or a full disk leaves the old file or the new one.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const copy = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    const before = await stat(file).catch(() => undefined);
    const handle = await open(copy, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      // The file stays with its owner, for example if root saves it.
      if (before !== undefined) await handle.chown(before.uid, before.gid).catch(() => undefined);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await readFile(copy, 'utf8')) !== text) throw new Error('The disk did not keep the text.');
    await rename(copy, file);
  } catch (error) {
    await rm(copy, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Deletes what processes left that were killed in `replaceFile`. Call it only while no other process replaces the file. */
export async function removeCopies(file: string): Promise<void> {
  const folder = dirname(file);
  const name = basename(file);
  const names = await readdir(folder).catch(() => []);
  const copies = names.filter(
    (each) => each.startsWith(`${name}.`) && /^[0-9a-f]{12}$/.test(each.slice(name.length + 1)),
  );
  await Promise.all(
    copies.map((copy) => rm(join(folder, copy), { force: true }).catch(() => undefined)),
  );
}

// The new name of the file is on the disk once its folder is. Windows and some file systems cannot do this.
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file itself is on the disk.
  }
}
