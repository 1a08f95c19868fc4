import path from 'node:path';
import { type Child, startChild } from './child.ts';
import { folderOf } from './install.ts';
import { isInside, nearHost } from './network.ts';
import { type Peer, type PeerId } from './peers.ts';
import type { Measure, Row } from './results.ts';
import { rounded } from './statistics.ts';

/** What the parts of the benchmark share. */
export interface Context {
  readonly mode: 'full' | 'quick';
  readonly peers: readonly Peer[];
  /** The folder with the certificates and the hosts file. */
  readonly folder: string;
  readonly origin: string;
  readonly server: Child<ServerState>;
  readonly log: (line: string) => void;
  /** Options of Node for the senders: none, or those for a profile. */
  readonly nodeOptions: readonly string[];
}

export interface ServerState {
  readonly messages: number;
  readonly connectedAt: string;
  readonly port: number;
}

export type Part = (context: Context) => Promise<readonly Row[]>;

function serverOptions(folder: string, host: string, port: number) {
  return {
    folder: path.join(import.meta.dirname, 'child'),
    file: 'server.mjs',
    environment: {
      BENCH_CERTIFICATE: folder,
      BENCH_HOST: host,
      BENCH_PORT: String(port),
    },
  };
}

/** Starts the provider: at the address of Twilio's API, or at any free port. */
export async function startServer(folder: string) {
  const server = await startChild<ServerState>(serverOptions(folder, nearHost, isInside ? 443 : 0));
  const { port } = server.hello;
  const origin = isInside ? 'https://api.twilio.com' : `https://localhost:${port}`;
  return { server, origin };
}

/** Returns the environment of a sending process. */
export function senderEnvironment({ folder, origin }: Pick<Context, 'folder' | 'origin'>) {
  return { BENCH_ORIGIN: origin, NODE_EXTRA_CA_CERTS: path.join(folder, 'ca.crt') };
}

interface Load {
  readonly sent: number;
  readonly wall: number;
  readonly cpu: number;
  readonly bytes: number;
}

export type Worker = Child<Load> & { readonly peer: Peer };

/** Starts a process that sends with one peer. */
export async function startWorker(
  context: Pick<Context, 'folder' | 'origin' | 'nodeOptions'>,
  peer: Peer,
): Promise<Worker> {
  const child = await startChild<Load>({
    folder: folderOf(peer),
    file: 'worker.mjs',
    environment: senderEnvironment(context),
    nodeOptions: context.nodeOptions,
  });
  return { ...child, peer };
}

/** Collects samples and returns them as rows. */
export function collector() {
  const rows = new Map<
    string,
    { measure: Measure; work: string; peer: PeerId; samples: number[] }
  >();
  return {
    add: (measure: Measure, work: string, peer: Peer, value: number): void => {
      const key = [measure, work, peer.id].join('/');
      const row = rows.get(key) ?? { measure, work, peer: peer.id as PeerId, samples: [] };
      rows.set(key, row);
      row.samples.push(value);
    },
    rows: (): readonly Row[] =>
      [...rows.values()].map((row) => ({ ...row, samples: rounded(row.samples) })),
  };
}

/** Rotates a list each round, so that no peer is always first. */
export function rotated<Value>(list: readonly Value[], round: number): readonly Value[] {
  const start = round % Math.max(1, list.length);
  return [...list.slice(start), ...list.slice(0, start)];
}
