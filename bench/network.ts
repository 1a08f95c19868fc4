import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Set in the process inside the private network. */
const insideVariable = 'BENCH_NETWORK';

/** The folder with the certificates and the hosts file. */
export const networkFolder = process.env[insideVariable] ?? '';
export const isInside = networkFolder !== '';

/** The address of the provider, and of the proxy that simulates a distant one. */
export const nearHost = '127.0.0.1';
export const farHost = '127.0.0.2';

const enter = 'mount --bind "$BENCH_NETWORK/hosts" /etc/hosts && ip link set lo up && exec "$@"';

/**
 * Runs a command in a private network, where api.twilio.com resolves to this machine, so that every peer calls our
 * server without a hook. Returns the exit code, or `undefined` if the system does not support it.
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

/** Makes api.twilio.com resolve to another address of this machine. */
export function pointTo(folder: string, host: string): void {
  writeFileSync(path.join(folder, 'hosts'), `127.0.0.1 localhost\n${host} api.twilio.com\n`);
}

/** Creates a certificate authority and a certificate for api.twilio.com and localhost, for this run only. */
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
