/** What the scaffolder needs to know about a connector. */
export interface NewConnector {
  /** Names the package, the factory and the guide: `acme`, `acme-sms`. */
  readonly id: string;
  /** The provider's name, with its own spelling. */
  readonly name: string;
  /** The provider's API documentation. */
  readonly docsUrl: string;
  /** Whether the package is in the sms-connectors repository, whose root has the tools. */
  readonly inWorkspace: boolean;
}

/** Returns what is wrong with an id, if anything. */
export function idProblem(id: string | undefined): string | undefined {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id ?? '')) return undefined;
  return /^\d/.test(id ?? '')
    ? 'The id must start with a letter, because it becomes a JavaScript name. For 46elks, use elks46.'
    : 'The id must start with a letter and contain only lowercase letters, digits and single dashes, such as acme-sms.';
}

/** Returns what is wrong with the provider's name, if anything. */
export function nameProblem(name: string | undefined): string | undefined {
  return /^[^'"`\\\n{}<>]+$/.test(name ?? '')
    ? undefined
    : 'Enter the provider’s name, without quotes or brackets.';
}

/** Returns what is wrong with the URL of the documentation, if anything. */
export function docsUrlProblem(url: string | undefined): string | undefined {
  return URL.parse(url ?? '')?.protocol === 'https:' && !/['"`\\\s<>()]/.test(url ?? '')
    ? undefined
    : 'Enter the https: URL of the provider’s API documentation.';
}

/** Returns what is wrong with the version of Node, if anything. The generated package does not run on old versions. */
export function nodeProblem(version: string): string | undefined {
  return version.localeCompare(oldestNode, 'en', { numeric: true }) >= 0
    ? undefined
    : `A connector needs Node ${oldestNode} or newer; this is ${version}.`;
}

/** The oldest Node that connectors run on. */
export const oldestNode = '22.12';

/** Returns the package's name on npm. */
export function packageName({ id, inWorkspace }: NewConnector): string {
  return inWorkspace ? `@sms-connectors/${id}` : `sms-connector-${id}`;
}
