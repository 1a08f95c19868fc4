import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { folderOf } from './install.ts';
import type { Peer } from './peers.ts';
import type { Results } from './results.ts';

/** Describes the machine and the versions of a run, without names of hosts or users. */
export function surroundings(peers: readonly Peer[]): Pick<Results, 'machine' | 'versions'> {
  const [cpu] = os.cpus();
  const packages = peers.flatMap((peer) =>
    [
      ...(peer.own ?? []).map((name) => `@sms-connectors/${name}`),
      ...Object.keys(peer.packages),
    ].map((name) => [name, versionOf(peer, name)] as const),
  );
  const beneath = peers
    .filter(({ id }) => id === 'sms-connectors')
    .flatMap((peer) =>
      ['got', 'zod'].map((name) => [`our ${name}`, versionOf(peer, name)] as const),
    );
  const versions = [...packages, ...beneath].filter(([, version]) => version !== undefined);
  return {
    machine: {
      cpu: cpu?.model.trim() ?? 'unknown',
      cores: os.availableParallelism(),
      memoryGB: Math.round(os.totalmem() / 1e9),
      system: `${os.type()} ${os.arch()}`,
      load: Math.round(os.loadavg()[0] ?? 0),
    },
    versions: {
      node: process.versions.node,
      ...(Object.fromEntries(versions) as Record<string, string>),
    },
  };
}

function versionOf(peer: Peer, name: string): string | undefined {
  const file = path.join(folderOf(peer), 'node_modules', name, 'package.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
