// Measures our packages and their peers on the same work, in one run. README.md explains the results.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Context, type Part, startServer } from './context.ts';
import { install } from './install.ts';
import { surroundings } from './machine.ts';
import { isInside, makeCertificates, networkFolder, runInside } from './network.ts';
import { guides } from './parts/guides.ts';
import { heap } from './parts/heap.ts';
import { latency } from './parts/latency.ts';
import { ownWork } from './parts/own-work.ts';
import { bundle, size } from './parts/size.ts';
import { startup } from './parts/startup.ts';
import { throughput } from './parts/throughput.ts';
import { type Peer, peers } from './peers.ts';
import { writePages } from './pages.ts';
import type { Results, Row } from './results.ts';
import { tables } from './table.ts';

const parts: Readonly<Record<string, Part>> = {
  'own-work': ownWork,
  throughput,
  startup,
  heap,
  latency,
  size,
  bundle,
  guides,
};

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    part: { type: 'string', multiple: true, default: Object.keys(parts) },
    profile: { type: 'boolean', default: false },
    peer: { type: 'string', multiple: true, default: peers.map(({ id }) => id) },
  },
});
const mode = values.quick ? 'quick' : 'full';
const chosen: readonly Peer[] = peers.filter(
  (peer: Peer) => values.peer.includes(peer.id) && !(values.quick && peer.slow === true),
);
const unknown = values.part.find((name) => !(name in parts));
if (unknown !== undefined) {
  throw new TypeError(`Unknown part ${unknown}; the parts are ${Object.keys(parts).join(', ')}.`);
}

const isPart = values.part.length < Object.keys(parts).length;
const profiles = path.join(import.meta.dirname, '.installed', 'profiles');
const nodeOptions = values.profile ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : [];
const log = (line: string): void => console.error(`  ${line}`);
if (isInside) await measure(chosen);
else await begin();

/** Installs the peers, then measures them in a private network, or without the peers that need one. */
async function begin(): Promise<void> {
  install(chosen, log);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    const command = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
    const status = runInside(folder, command);
    if (status === undefined) {
      log('cannot create a private network here: skipping the peers with a fixed endpoint');
      await measure(
        chosen.filter(({ hasOrigin }) => hasOrigin),
        folder,
      );
    } else {
      process.exitCode = status;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(measured: readonly Peer[], folder = networkFolder): Promise<void> {
  makeCertificates(folder);
  const { server, origin } = await startServer(folder);
  const context: Context = { mode, peers: measured, folder, origin, server, log, nodeOptions };
  const unbundled = { ...context, peers: measured.filter(({ bundled }) => bundled !== true) };
  const rows: Row[] = [];
  const around = surroundings(measured);
  try {
    for (const name of values.part) {
      const part = parts[name];
      if (part !== undefined) rows.push(...(await part(part === startup ? context : unbundled)));
    }
  } finally {
    await server.stop();
  }
  report({ date: new Date().toISOString(), mode, ...around, rows });
}

/** Prints and stores a run. A complete run also updates the README and the plot. */
function report(results: Results): void {
  console.log(tables(results));
  const isWhole =
    mode === 'full' && isInside && chosen.length === peers.length && !isPart && !values.profile;
  const folder = path.join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, isWhole ? 'full.json' : 'last.json');
  writeFileSync(file, `${JSON.stringify(results, undefined, 1)}\n`);
  if (isWhole) writePages();
}
