import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** The soft limit of open files. */
  readonly maxFiles?: number;
}

/** Runs an ES module in a Node process of its own, and returns what it prints, as JSON. */
export async function runProgram(
  source: string,
  { env = {}, flags = [], maxFiles }: ProgramOptions = {},
): Promise<unknown> {
  const args = [
    '--conditions=@sms-connectors/source',
    ...flags,
    '--input-type=module',
    '--eval',
    source,
  ];
  const command = maxFiles === undefined ? process.execPath : 'sh';
  const limited = ['-c', `ulimit -n ${maxFiles}; exec "$0" "$@"`, process.execPath, ...args];
  const child = spawn(command, maxFiles === undefined ? args : limited, {
    cwd: import.meta.dirname,
    env: { ...withoutProxies(process.env), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`The program ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout) as unknown;
}

// The proxy of whoever runs the tests is not the one that they are about.
function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$/i.test(name)));
}
