import type { PeerId } from './peers.ts';
import { type Measure, type Results, samplesOf } from './results.ts';
import { median, ratio } from './statistics.ts';

export interface Goal {
  readonly work: string;
  /** At most, or at least, `limit`. */
  readonly sense: 'most' | 'least';
  readonly limit: number;
  readonly unit: '' | ' ms' | ' µs' | ' MB' | ' KB' | ' s';
  /** What the limit is a multiple of, if anything. */
  readonly target: string;
  /** The value of a run; the worst if it covers several kinds of work. `NaN` if it was not measured. */
  readonly value: (results: Results) => number;
}

const got = 'sms-connectors';
const undici = 'sms-connectors-undici';
const ideal = 2560;

const ratioOf =
  (measure: Measure, works: readonly string[], ours: PeerId, theirs: PeerId, worst = Math.max) =>
  (results: Results): number =>
    worst(
      ...works.map((work) => {
        const a = samplesOf(results, measure, work, ours);
        const b = samplesOf(results, measure, work, theirs);
        return a === undefined || b === undefined ? Number.NaN : ratio(a, b);
      }),
    );

const medianOf =
  (measure: Measure, work: string, peer: PeerId) =>
  (results: Results): number =>
    median(samplesOf(results, measure, work, peer) ?? []);

const busy = ['16 at once', '64 at once'];
const crowd = ['256 at once, 100 ms'];
const quiet = ['after 8 s', 'after 35 s'];
const times = { unit: '', sense: 'most' } as const;

export const goals: readonly Goal[] = [
  {
    ...times,
    work: 'CPU per message, 16 and 64 at once, got',
    limit: 0.66,
    target: '× twilio',
    value: ratioOf('cpu', busy, got, 'twilio'),
  },
  {
    ...times,
    work: 'CPU per message, 16 and 64 at once, got',
    limit: 0.75,
    target: '× Logto',
    value: ratioOf('cpu', busy, got, 'logto'),
  },
  {
    ...times,
    work: 'CPU per message, 16 and 64 at once, undici',
    limit: 0.15,
    target: '× twilio',
    value: ratioOf('cpu', busy, undici, 'twilio'),
  },
  {
    ...times,
    work: 'CPU per message, 16 and 64 at once, undici',
    limit: 1.3,
    target: '× bare undici',
    value: ratioOf('cpu', busy, undici, 'undici'),
  },
  {
    ...times,
    work: '256 at once, 100 ms provider, got',
    sense: 'least',
    limit: 11,
    target: '× twilio',
    value: ratioOf('rate', crowd, got, 'twilio', Math.min),
  },
  {
    ...times,
    work: '256 at once, 100 ms provider, got',
    sense: 'least',
    limit: 0.84,
    target: `× ideal (${ideal}/s)`,
    value: (results) => medianOf('rate', crowd[0] ?? '', got)(results) / ideal,
  },
  {
    ...times,
    work: '256 at once, 100 ms provider, undici',
    sense: 'least',
    limit: 0.95,
    target: `× ideal (${ideal}/s)`,
    value: (results) => medianOf('rate', crowd[0] ?? '', undici)(results) / ideal,
  },
  {
    work: 'Latency after 8 and 35 s idle, 60 ms away',
    sense: 'most',
    limit: 5,
    unit: ' ms',
    target: 'over a kept connection',
    value: (results) =>
      Math.max(...quiet.map((work) => medianOf('latency', work, got)(results))) -
      medianOf('latency', 'after 1 s', 'node-https')(results),
  },
  {
    ...times,
    work: 'Latency after 8 and 35 s idle, 60 ms away',
    limit: 0.45,
    target: '× Logto',
    value: ratioOf('latency', quiet, got, 'logto'),
  },
  {
    work: 'Own work per send, without HTTP',
    sense: 'most',
    limit: 2,
    unit: ' µs',
    target: '',
    value: medianOf('own', '', got),
  },
  // Start, installed size and the bundles: docs/decisions/0007 has the former goals, and why they changed.
  {
    ...times,
    work: 'Import in a fresh process',
    limit: 0.7,
    target: '× twilio',
    value: ratioOf('importTime', [''], got, 'twilio'),
  },
  {
    ...times,
    work: 'Import in a fresh process',
    limit: 0.75,
    target: '× Logto',
    value: ratioOf('importTime', [''], got, 'logto'),
  },
  {
    ...times,
    work: 'Process start to the first answer',
    limit: 1.4,
    target: '× Logto',
    value: ratioOf('firstAnswer', [''], got, 'logto'),
  },
  {
    ...times,
    work: 'Process start to the first answer',
    limit: 1.15,
    target: '× twilio',
    value: ratioOf('firstAnswer', [''], got, 'twilio'),
  },
  {
    work: 'Installed size',
    sense: 'most',
    limit: 15,
    unit: ' MB',
    target: '',
    value: medianOf('installSize', '', got),
  },
  {
    ...times,
    work: 'Installed packages',
    limit: 40,
    target: '',
    value: medianOf('installPackages', '', got),
  },
  {
    work: 'Bundle for Node',
    sense: 'most',
    limit: 250,
    unit: ' KB',
    target: '',
    value: medianOf('bundle', 'node', got),
  },
  {
    work: 'Bundle for the edge',
    sense: 'most',
    limit: 90,
    unit: ' KB',
    target: '',
    value: medianOf('bundle', 'edge', got),
  },
  {
    ...times,
    work: 'Heap after 100,000 sends, got and undici',
    limit: 1.02,
    target: '× after 20,000',
    value: (results) =>
      Math.max(
        ...[got, undici].map(
          (peer) =>
            medianOf('heap', '100,000 sends', peer as PeerId)(results) /
            medianOf('heap', '20,000 sends', peer as PeerId)(results),
        ),
      ),
  },
  {
    work: 'Guides of 20 connectors in 3 languages',
    sense: 'most',
    limit: 2,
    unit: ' s',
    target: '',
    value: medianOf('guides', '20 × 3', got),
  },
  {
    work: 'Guides of 500 connectors in 10 languages, with limited memory',
    sense: 'most',
    limit: 60,
    unit: ' s',
    target: '',
    value: medianOf('guides', '500 × 10, held', got),
  },
  {
    work: 'Guides of 500 connectors in 10 languages, with limited memory',
    sense: 'most',
    limit: 300,
    unit: ' MB',
    target: '',
    value: medianOf('guidesMemory', '500 × 10, held', got),
  },
  {
    ...times,
    work: 'Guides of 500 connectors in 10 languages',
    limit: 5,
    target: '× 100 in 10, linear',
    value: (results) =>
      medianOf('guides', '500 × 10', got)(results) / medianOf('guides', '100 × 10', got)(results),
  },
];
