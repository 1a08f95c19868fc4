import type { PeerId } from './peers.ts';
import { type Measure, type Results, samplesOf } from './results.ts';
import { median } from './statistics.ts';
import { table, whole } from './table.ts';

/** The peers, with names that are short enough for a table. */
const compared = {
  'sms-connectors': 'sms-connectors',
  'sms-connectors-undici': 'with undici',
  logto: 'Logto',
  twilio: 'twilio',
  notifme: 'notifme-sdk',
  novu: 'Novu',
} as const satisfies Partial<Record<PeerId, string>>;
const ids = Object.keys(compared) as (keyof typeof compared)[];

const rows: readonly (readonly [title: string, measure: Measure, work: string])[] = [
  ['CPU per message, 16 at once, µs', 'cpu', '16 at once'],
  ['Messages a second, 256 at once, provider takes 100 ms', 'rate', '256 at once, 100 ms'],
  ['Latency after 35 s idle, provider 60 ms away, ms', 'latency', 'after 35 s'],
  ['Process start to the first answer, ms', 'firstAnswer', ''],
  ['Installed size, MB', 'installSize', ''],
  ['Installed packages', 'installPackages', ''],
  ['Bundle for Node, compressed, KB', 'bundle', 'node, gzip'],
  ['Bundle for the edge, compressed, KB', 'bundle', 'edge, gzip'],
];

/** The medians that the comparison page shows, whole numbers, which are written the same in every language. */
export function compareTable(results: Results): string {
  const head = ['Measured', ...ids.map((id) => compared[id])];
  return table([
    head,
    ...rows.map(([title, measure, work]) => [
      title,
      ...ids.map((id) => {
        const samples = samplesOf(results, measure, work, id);
        return samples === undefined ? '–' : whole(median(samples));
      }),
    ]),
  ]);
}

/** What happened to messages if a provider failed, of the table that `pnpm bench:policies` wrote: a column per peer. */
export function failureTable(policies: string): string {
  const [head = [], , ...peers] = (policies.split('\n\n')[0] ?? '').split('\n').map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((text) => text.trim()),
  );
  const shown = peers.filter(([title = '']) => !title.startsWith('@upyo'));
  // The last column is a time, not a number of messages.
  const works = head.slice(1, -1);
  return table([
    ['Of 100 messages', ...shown.map(([title = '']) => title)],
    ...works.map((work, index) => [work, ...shown.map((peer) => peer[index + 1] ?? '')]),
  ]);
}
