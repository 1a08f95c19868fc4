import type { PeerId } from './peers.ts';

/** Everything that is measured, with its unit. */
export const measures = {
  cpu: { title: 'CPU per message', unit: 'µs', better: 'less' },
  rate: { title: 'Messages a second', unit: '/s', better: 'more' },
  latency: { title: 'Latency of a message', unit: 'ms', better: 'less' },
  importTime: { title: 'Import in a fresh process', unit: 'ms', better: 'less' },
  importMemory: { title: 'Memory of the import', unit: 'MB', better: 'less' },
  firstByte: { title: 'Process start to the first byte', unit: 'ms', better: 'less' },
  firstAnswer: { title: 'Process start to the first answer', unit: 'ms', better: 'less' },
  installSize: { title: 'Installed size', unit: 'MB', better: 'less' },
  installPackages: { title: 'Installed packages', unit: '', better: 'less' },
  bundle: { title: 'Bundle, minified', unit: 'KB', better: 'less' },
  heap: { title: 'Heap after so many sends', unit: 'MB', better: 'less' },
  own: { title: 'Own work per send, without HTTP', unit: 'µs', better: 'less' },
  guides: { title: 'CPU to write guides, connectors × languages', unit: 's', better: 'less' },
  guidesMemory: { title: 'Memory to write guides', unit: 'MB', better: 'less' },
} as const satisfies Record<string, MeasureFacts>;

interface MeasureFacts {
  readonly title: string;
  readonly unit: string;
  readonly better: 'less' | 'more';
}

export type Measure = keyof typeof measures;

/** The samples of one peer for one kind of work, one for each round. */
export interface Row {
  readonly measure: Measure;
  /** For example `16 at once`, `after 8 s` or `edge`; empty if there is only one kind. */
  readonly work: string;
  readonly peer: PeerId;
  readonly samples: readonly number[];
}

/** One stored run. */
export interface Results {
  readonly date: string;
  readonly mode: 'full' | 'quick';
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGB: number;
    readonly system: string;
    /** The system load at the start; more than 0 means that other processes shared the CPU. */
    readonly load: number;
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly rows: readonly Row[];
}

export function samplesOf(
  results: Pick<Results, 'rows'>,
  measure: Measure,
  work: string,
  peer: PeerId,
): readonly number[] | undefined {
  return results.rows.find(
    (row) => row.measure === measure && row.work === work && row.peer === peer,
  )?.samples;
}
