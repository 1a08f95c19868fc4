/** What the scaffolder must know of a connector. */
export interface NewConnector {
  /** Package, factory and guide go by it: `acme`, `acme-sms`. */
  readonly id: string;
  /** The provider's name as it writes it. */
  readonly name: string;
  /** The provider's page on its API. */
  readonly docsUrl: string;
  /** Whether the room stands in the repository of sms-connectors, whose root has the tools. */
  readonly inWorkspace: boolean;
}

/** What is wrong with an id, or `undefined`. */
export function idProblem(id: string | undefined): string | undefined {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id ?? '')) return undefined;
  return /^\d/.test(id ?? '')
    ? 'An id begins with a letter, as the JavaScript function of that name must: elks46 for 46elks.'
    : 'An id has small letters, digits and single dashes, and begins with a letter: acme-sms.';
}

/** What is wrong with the provider's name, or `undefined`. */
export function nameProblem(name: string | undefined): string | undefined {
  return /^[^'"`\\\n{}<>]+$/.test(name ?? '')
    ? undefined
    : 'Give the provider’s name as it writes it, without quotes or brackets.';
}

/** What is wrong with the address of the documentation, or `undefined`. */
export function docsUrlProblem(url: string | undefined): string | undefined {
  return URL.parse(url ?? '')?.protocol === 'https:' && !/['"`\\\s<>()]/.test(url ?? '')
    ? undefined
    : 'Give the https: address of the provider’s API documentation.';
}

/** What is wrong with the version of Node, or `undefined`: with an old one, nothing that is written runs. */
export function nodeProblem(version: string): string | undefined {
  return version.localeCompare(oldestNode, 'en', { numeric: true }) >= 0
    ? undefined
    : `A connector needs Node ${oldestNode} or newer; this is ${version}.`;
}

/** The oldest Node that connectors run on. */
export const oldestNode = '22.12';

/** The name that npm knows the package by. */
export function packageName({ id, inWorkspace }: NewConnector): string {
  return inWorkspace ? `@sms-connectors/${id}` : `sms-connector-${id}`;
}
