import { type ExecFileOptions, execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The repository that these tests are in. */
export const root = path.resolve(import.meta.dirname, '../..');

/** Returns the path of a program installed for the release tests. */
export const tool = (name: string): string =>
  path.join(import.meta.dirname, 'node_modules/.bin', name);

/** Imports a module installed only for the release tests, whose types the repository does not know. */
export const loadTool = (file: string): Promise<unknown> =>
  import(pathToFileURL(path.join(import.meta.dirname, 'node_modules', file)).href);

/** Returns the path of a program installed in the repository. */
export const rootTool = (name: string): string => path.join(root, 'node_modules/.bin', name);

export interface Outcome {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly output: string;
}

export type RunOptions = Pick<ExecFileOptions, 'cwd' | 'env'>;

/** Runs a program and returns its exit code and output. */
export function attempt(
  command: string,
  args: readonly string[],
  { cwd = root, env = cleanEnvironment() }: RunOptions = {},
): Promise<Outcome> {
  const options = { cwd, env, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    const child = execFile(command, [...args], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? null);
      resolve({ code, stdout, output: `${stdout}${stderr}` });
    });
    child.stdin?.end();
  });
}

/** Runs a program that must succeed and returns its output. */
export async function run(
  command: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const { code, stdout, output } = await attempt(command, args, options);
  if (code === 0) return stdout;
  throw new Error(
    `${path.basename(command)} ${args.join(' ')} failed with exit code ${code}:\n${output}`,
  );
}

/** This process's environment without the variables of npm, pnpm and vitest. */
export function cleanEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_|pnpm_|VITEST|NODE_(OPTIONS|ENV|PATH)$|TEST$|DEV$|PROD$|FORCE_COLOR$|INIT_CWD$)/i.test(
        name,
      ),
  );
  return { ...Object.fromEntries(inherited), CI: 'true', NO_COLOR: '1', ...extra };
}
