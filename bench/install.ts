import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { buildSync } from 'esbuild';
import type { Peer } from './peers.ts';

const here = import.meta.dirname;
const installed = path.join(here, '.installed');

export function folderOf({ id }: Peer): string {
  return path.join(installed, id);
}

/** Installs each peer separately, as users do: with npm, in exact versions, our packages as tarballs. */
export function install(peers: readonly Peer[], log: (line: string) => void): void {
  const tarballs = pack(['core', 'mock', 'twilio']);
  for (const peer of peers) {
    const folder = folderOf(peer);
    const own = Object.fromEntries(
      (peer.own ?? []).map((name) => [`@sms-connectors/${name}`, `file:${tarballs[name] ?? ''}`]),
    );
    const manifest = JSON.stringify(
      { private: true, type: 'module', dependencies: { ...own, ...peer.packages } },
      undefined,
      2,
    );
    const stamp = digest(
      manifest,
      ...(peer.own ?? []).map((name) => readFileSync(tarballs[name] ?? '')),
    );
    const stampFile = path.join(folder, 'installed');
    if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
      log(`installing ${peer.title}`);
      installInto(folder, manifest);
      writeFileSync(stampFile, stamp);
    }
    for (const file of globSync(['child/*.mjs', 'peers/*.mjs'], { cwd: here })) {
      cpSync(path.join(here, file), path.join(folder, path.basename(file)));
    }
    const sender = peer.bundled === true ? 'sms-connectors' : peer.id;
    cpSync(path.join(here, 'peers', `${sender}.mjs`), path.join(folder, 'sender.mjs'));
    if (peer.bundled === true) bundle(folder);
  }
}

/** Installs what a manifest names, as users do, into a folder of its own. */
export function installInto(folder: string, manifest: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), manifest);
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], folder);
}

/** Bundles the sending program and the library that it imports. */
function bundle(folder: string): void {
  writeFileSync(path.join(folder, 'library.mjs'), "export * from '@sms-connectors/twilio';\n");
  buildSync({
    entryPoints: ['library.mjs', 'sender.mjs'],
    absWorkingDir: folder,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
}

/** Builds packages of this workspace, and returns their tarballs by name. */
export function pack(names: readonly string[]): Readonly<Record<string, string>> {
  const folder = path.join(installed, 'tarballs');
  mkdirSync(folder, { recursive: true });
  const root = path.dirname(here);
  const filters = names.map((name) => `--filter=@sms-connectors/${name}`);
  run('pnpm', [...filters, 'run', 'build'], root);
  return Object.fromEntries(
    names.map((name) => {
      const file = path.join(folder, `${name}.tgz`);
      run('pnpm', ['pack', '--out', file], path.join(root, 'packages', name));
      return [name, file];
    }),
  );
}

function digest(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

function run(command: string, options: readonly string[], cwd: string): void {
  const shell = process.platform === 'win32';
  execFileSync(command, options, { cwd, shell, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Returns the size of an installation in whole disk blocks, and its number of packages. */
export function installationIn(folder: string): {
  readonly megabytes: number;
  readonly packages: number;
} {
  const lock = JSON.parse(
    readFileSync(path.join(folder, 'node_modules', '.package-lock.json'), 'utf8'),
  ) as { packages: object };
  const kilobytes = execFileSync('du', ['-sk', 'node_modules'], { cwd: folder, encoding: 'utf8' });
  return {
    megabytes: (Number.parseInt(kilobytes, 10) * 1024) / 1e6,
    packages: Object.keys(lock.packages).length,
  };
}
