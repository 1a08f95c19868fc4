import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { WorkerJob } from './worker-process.ts';

const program = path.join(import.meta.dirname, 'worker-process.ts');

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** Resolves when it takes messages. */
  readonly ready: Promise<unknown>;
  /** Resolves when it has ended, with the signal that killed it. */
  readonly ended: Promise<NodeJS.Signals | null>;
  /** Lets it go on after `SIGSTOP`. On a busy machine, one signal was sometimes not enough. */
  readonly wake: () => void;
}

const running = new Set<ChildProcess>();

/** Kills the workers that still run, for example after a test has failed. */
export function killWorkerProcesses(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** Starts a worker in a process of its own. The folder keeps compiled programs, so that only the first one compiles. */
export function startWorkerProcess(job: WorkerJob, folder: string): WorkerProcess {
  const child = fork(program, [JSON.stringify(job)], {
    env: { ...process.env, NODE_COMPILE_CACHE: path.join(folder, 'compiled') },
    execArgv: ['--conditions=@sms-connectors/source'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    if (signal === null && code !== 0) throw new Error(`A worker ended with code ${code}.`);
    return signal as NodeJS.Signals | null;
  });
  const ready = Promise.race([once(child, 'message'), ended]);
  const wake = (): void => {
    child.kill('SIGCONT');
    const again = setInterval(() => child.kill('SIGCONT'), 200);
    child.once('exit', () => clearInterval(again));
  };
  return { child, ready, ended, wake };
}
