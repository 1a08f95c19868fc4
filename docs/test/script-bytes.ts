import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { buildDirectory } from '../search/built-pages.ts';

const compress = promisify(gzip);
const known = new Map<string, Promise<number>>();

/** How many bytes of scripts a page loads, compressed. */
export async function scriptBytes(files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(files.map(sizeOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function sizeOf(file: string): Promise<number> {
  const size = known.get(file) ?? compressedSize(file);
  known.set(file, size);
  return size;
}

async function compressedSize(file: string): Promise<number> {
  return (await compress(await readFile(path.join(buildDirectory, file)))).length;
}
