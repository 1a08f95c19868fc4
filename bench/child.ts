import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A child process that responds to each request with one message. */
export interface Child<Answer> {
  readonly ask: (question: object) => Promise<Answer>;
  readonly stop: () => Promise<void>;
}

export interface ChildOptions {
  readonly folder: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

/** Starts a process and waits for its first message. */
export async function startChild<Answer extends object>({
  folder,
  file,
  environment,
  nodeOptions = [],
}: ChildOptions): Promise<Child<Answer> & { readonly hello: Answer }> {
  const child = fork(path.join(folder, file), {
    cwd: folder,
    env: childEnvironment(environment),
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const hello = await nextMessage<Answer>(child, file);
  return {
    hello,
    ask: (question) => {
      const answer = nextMessage<Answer>(child, file);
      child.send(question);
      return answer;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** The environment of a measured process, without variables that change how Node runs. */
export function childEnvironment(environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...environment };
}

function nextMessage<Answer extends object>(child: ChildProcess, file: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const onMessage = (message: unknown): void => {
      settle();
      const { error } = message as { error?: string };
      if (error === undefined) resolve(message as Answer);
      else reject(new Error(`${child.spawnargs.join(' ')}: ${error}`));
    };
    const onExit = (code: number | null): void => {
      settle();
      reject(new Error(`${file} exited with ${code ?? 'a signal'}`));
    };
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
