import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { peerOf, type PeerId } from '../../bench/peers.ts';
import { type Measure, type Results, samplesOf } from '../../bench/results.ts';
import { median } from '../../bench/statistics.ts';
import { root, siteDirectory } from './repository.ts';

/** What the front page says that the repository knows. */
export interface LandingFacts {
  /** Whether the packages are on npm: their first release has a version of its own. */
  readonly isOnNpm: boolean;
  /** The program at the top. */
  readonly example: string;
  /** The languages in which there are pictures. */
  readonly pictureLocales: readonly string[];
  readonly figures: Figures;
}

/** Medians of the stored benchmarks. */
interface Figures {
  /** Codes of 100 that a person may get twice after a broken connection: with failover, and by hand. */
  readonly twice: number;
  readonly twiceByHand: number;
  readonly edgeKilobytes: number;
  readonly installedMegabytes: number;
  readonly installedPackages: number;
  readonly twilioMegabytes: number;
  /** From a call to its receipt, after 35 seconds without one. */
  readonly latencyMs: number;
  readonly twilioLatencyMs: number;
}

export async function landingFacts(): Promise<LandingFacts> {
  const { version } = JSON.parse(await read('packages/core/package.json')) as { version: string };
  const pictures = await readdir(path.join(siteDirectory, 'static/img/pictures'));
  return {
    isOnNpm: version !== '0.0.0',
    example: await read('docs/src/landing/example.ts'),
    pictureLocales: pictures.flatMap((file) => /^console-(.+)-light\.webp$/.exec(file)?.[1] ?? []),
    figures: figures(
      JSON.parse(await read('bench/results/full.json')) as Results,
      await read('bench/results/policies.md'),
    ),
  };
}

function read(file: string): Promise<string> {
  return readFile(path.join(root, file), 'utf8');
}

function figures(results: Results, policies: string): Figures {
  const of = (measure: Measure, work: string, peer: PeerId): number => {
    const samples = samplesOf(results, measure, work, peer);
    if (samples === undefined) {
      throw new TypeError(`The stored run has no ${measure} of ${peerOf(peer).title}.`);
    }
    return median(samples);
  };
  return {
    twice: firstFigureOf(policies, '`failover`'),
    twiceByHand: firstFigureOf(policies, '`try`/`catch` by hand'),
    edgeKilobytes: of('bundle', 'edge, gzip', 'sms-connectors'),
    installedMegabytes: of('installSize', '', 'sms-connectors'),
    installedPackages: of('installPackages', '', 'sms-connectors'),
    twilioMegabytes: of('installSize', '', 'twilio'),
    latencyMs: of('latency', 'after 35 s', 'sms-connectors'),
    twilioLatencyMs: of('latency', 'after 35 s', 'twilio'),
  };
}

/** The first figure of a row in a table that the bench wrote. */
function firstFigureOf(table: string, row: string): number {
  const line = table.split('\n').find((candidate) => candidate.startsWith(`| ${row} `));
  const figure = Number(line?.split('|')[2]);
  if (line === undefined || Number.isNaN(figure)) throw new TypeError(`The table has no ${row}.`);
  return figure;
}
