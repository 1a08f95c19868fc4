/** What can be wrong, by the name of the check that finds it. */
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

/** One thing that is wrong, where, and how it is mended. */
export interface Fault {
  readonly check: CheckName;
  /** The file to mend, from the root. */
  readonly file: string;
  readonly message: string;
  readonly fix: string;
}

/** Thrown where a project cannot even be read; carries the fault to show. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(`${fault.file}: ${fault.message}`);
    this.fault = fault;
  }
}
