import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** What a process does with a store. */
export interface Job {
  readonly url: string;
  /** The calls of `verification`, one after the other; each is made `atOnce` times at once. */
  readonly calls: readonly JobCall[];
  readonly atOnce: number;
  /** Where the process is killed. */
  readonly kill?: { readonly call: string; readonly moment: 'during' | 'after' } | undefined;
}

export type JobCall =
  | { readonly name: 'start'; readonly to: string }
  | { readonly name: 'check'; readonly id: string; readonly code: string }
  | { readonly name: 'resend'; readonly id: string };

export interface JobEnd {
  /** The statuses of each call; absent if the process was killed. */
  readonly statuses?: readonly (readonly string[])[] | undefined;
  readonly signal: NodeJS.Signals | null;
}

const program = path.join(import.meta.dirname, 'store-process.ts');

/**
 * Does jobs in processes of their own, which begin together. The folder keeps the compiled programs, so that only the
 * first process compiles them.
 */
export async function runJobs(jobs: readonly Job[], folder: string): Promise<readonly JobEnd[]> {
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'compiled') };
  const execArgv = ['--conditions=@sms-connectors/source'];
  const processes = jobs.map((job) => {
    const child = fork(program, [JSON.stringify(job)], { env, execArgv });
    let statuses: JobEnd['statuses'];
    child.on('message', (message) => {
      if (Array.isArray(message)) statuses = message;
    });
    const end = once(child, 'exit').then(([code, signal]): JobEnd => {
      if (signal === null && code !== 0) throw new Error(`A job ended with code ${code}.`);
      return { statuses, signal };
    });
    const isReady = Promise.race([once(child, 'message'), end]);
    return { child, end, isReady };
  });
  await Promise.all(processes.map(({ isReady }) => isReady));
  for (const { child } of processes) child.send('begin');
  return Promise.all(processes.map(({ end }) => end));
}
