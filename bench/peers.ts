/** The measured libraries, with their packages and what a program imports. */
export interface Peer {
  /** The name of the file in `peers/` that sends with it, and of the folder it is installed in. */
  readonly id: string;
  readonly title: string;
  readonly kind: 'ours' | 'peer' | 'limit';
  /** Exact versions, so that every run measures the same code. */
  readonly packages: Readonly<Record<string, string>>;
  /** Packages of this workspace, packed and installed like published ones. */
  readonly own?: readonly ('core' | 'mock' | 'twilio')[];
  readonly imports?: string;
  /** Whether its endpoint can be configured; the others always call https://api.twilio.com. */
  readonly hasOrigin: boolean;
  /** Whether it is bundled as one program and only its start is measured. */
  readonly bundled?: true;
  /** Whether a quick run skips it, because it is slow to install or to measure. */
  readonly slow?: true;
}

const undici = { undici: '8.12.4' };

export const peers = [
  {
    id: 'sms-connectors',
    title: '@sms-connectors/twilio',
    kind: 'ours',
    own: ['core', 'twilio'],
    packages: {},
    imports: '@sms-connectors/twilio',
    hasOrigin: true,
  },
  {
    id: 'sms-connectors-undici',
    title: '@sms-connectors/twilio, undici',
    kind: 'ours',
    own: ['core', 'twilio'],
    packages: undici,
    hasOrigin: true,
  },
  {
    id: 'sms-connectors-bundled',
    title: '@sms-connectors/twilio, bundled',
    kind: 'ours',
    own: ['core', 'twilio'],
    packages: {},
    imports: './library.mjs',
    hasOrigin: true,
    bundled: true,
  },
  {
    id: 'mock',
    title: '@sms-connectors/mock',
    kind: 'ours',
    own: ['core', 'mock'],
    packages: {},
    imports: '@sms-connectors/mock',
    hasOrigin: true,
  },
  {
    id: 'logto',
    title: '@logto/connector-twilio-sms',
    kind: 'peer',
    packages: { '@logto/connector-twilio-sms': '1.4.4' },
    imports: '@logto/connector-twilio-sms',
    hasOrigin: false,
  },
  {
    id: 'twilio',
    title: 'twilio',
    kind: 'peer',
    packages: { twilio: '6.2.0' },
    imports: 'twilio',
    hasOrigin: false,
  },
  {
    id: 'notifme',
    title: 'notifme-sdk',
    kind: 'peer',
    packages: { 'notifme-sdk': '1.16.25' },
    imports: 'notifme-sdk',
    hasOrigin: false,
    slow: true,
  },
  {
    id: 'novu',
    title: '@novu/providers',
    kind: 'peer',
    packages: { '@novu/providers': '0.24.2' },
    imports: '@novu/providers',
    hasOrigin: false,
    slow: true,
  },
  {
    id: 'got',
    title: 'bare got',
    kind: 'limit',
    packages: { got: '16.1.0' },
    imports: 'got',
    hasOrigin: true,
  },
  {
    id: 'node-https',
    title: 'bare node:https',
    kind: 'limit',
    packages: {},
    imports: 'node:https',
    hasOrigin: true,
  },
  {
    id: 'undici',
    title: 'bare undici dispatch',
    kind: 'limit',
    packages: undici,
    imports: 'undici',
    hasOrigin: true,
  },
] as const satisfies readonly Peer[];

export type PeerId = (typeof peers)[number]['id'];

export function peerOf(id: PeerId): Peer {
  const peer = peers.find((candidate) => candidate.id === id);
  if (peer === undefined) throw new TypeError(`Unknown peer ${id as string}.`);
  return peer;
}
