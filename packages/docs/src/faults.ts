/** The checks that find faults. */
export type CheckName =
  | 'page'
  | 'schema'
  | 'example'
  | 'markup'
  | 'catalogue'
  | 'enum-list'
  | 'link'
  | 'mdx'
  | 'files';

/** One problem, where it is, and how to fix it. */
export interface Fault {
  readonly check: CheckName;
  /** The file to fix, relative to the root. */
  readonly file: string;
  readonly message: string;
  readonly fix: string;
}

/**
 * A translation that is missing, needs confirmation or is left over. The page shows the English sentence, so this stops
 * only a release, and only in a language or a catalogue that must be complete.
 */
export interface Gap extends Fault {
  readonly locale: string;
  /** Whether it stops a release. */
  readonly isRequired: boolean;
  /** The number of sentences; `0` if the translation is left over. */
  readonly sentences: number;
}

/** Thrown if a project cannot be read; has the fault to show. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.file}: ${fault.message}`);
    this.fault = fault;
  }
}
