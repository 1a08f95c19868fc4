import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Set in the run that stands inside a network of its own. */
const insideVariable = 'BENCH_NETWORK';

/** Where the run inside keeps its certificates and its hosts file. */
export const networkFolder = process.env[insideVariable] ?? '';
export const isInside = networkFolder !== '';

/** Where the provider is, and where it is when it is far away. */
export const nearHost = '127.0.0.1';
export const farHost = '127.0.0.2';

const enter = 'mount --bind "$BENCH_NETWORK/hosts" /etc/hosts && ip link set lo up && exec "$@"';

/**
 * Runs a command in a network of its own, where api.twilio.com is this machine: every peer then speaks to
 * our server by the address it has built in, with no hook in any of them. Returns the command's status, or
 * `undefined` where the system has no such thing.
 */
export function runInside(folder: string, command: readonly string[]): number | undefined {
  if (process.platform !== 'linux') return undefined;
  pointTo(folder, nearHost);
  const isRoot = process.getuid?.() === 0;
  const namespaces = ['--net', '--mount', ...(isRoot ? [] : ['--user', '--map-root-user'])];
  const env = { ...process.env, [insideVariable]: folder };
  const inside = (rest: readonly string[], stdio: 'ignore' | 'inherit'): number | null =>
    spawnSync('unshare', [...namespaces, 'sh', '-c', enter, 'sh', ...rest], { env, stdio }).status;
  return inside(['true'], 'ignore') === 0 ? (inside(command, 'inherit') ?? 1) : undefined;
}

/** Moves api.twilio.com to another address of this machine. */
export function pointTo(folder: string, host: string): void {
  writeFileSync(path.join(folder, 'hosts'), `127.0.0.1 localhost\n${host} api.twilio.com\n`);
}

/** A certificate authority and a certificate of api.twilio.com and localhost, good for this run alone. */
export function makeCertificates(folder: string): void {
  const openssl = (...options: readonly string[]): void => {
    execFileSync('openssl', options, { cwd: folder, stdio: 'ignore' });
  };
  const newKey = ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'] as const;
  openssl(
    ...newKey,
    '-x509',
    '-days',
    '2',
    '-subj',
    '/CN=bench CA',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
  );
  openssl(...newKey, '-subj', '/CN=api.twilio.com', '-keyout', 'server.key', '-out', 'server.csr');
  writeFileSync(
    path.join(folder, 'names'),
    'subjectAltName=DNS:api.twilio.com,DNS:localhost,IP:127.0.0.1,IP:127.0.0.2\n',
  );
  const sign = [
    'x509',
    '-req',
    '-days',
    '2',
    '-CA',
    'ca.crt',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
  ];
  openssl(...sign, '-in', 'server.csr', '-out', 'server.crt', '-extfile', 'names');
}
