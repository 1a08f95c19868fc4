import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment, root, rootTool, run } from './run.ts';

/** Copies this repository's working tree into a folder where it can be versioned, tagged and published. */
export async function copyRepository(folder: string): Promise<string> {
  const repository = path.join(folder, 'repository');
  const origin = path.join(folder, 'origin.git');
  const listed = await run('git', ['ls-files', '-co', '--exclude-standard', '-z']);
  const deleted = await run('git', ['ls-files', '-d', '-z']);
  const gone = new Set(deleted.split('\0'));
  for (const file of listed.split('\0').filter((name) => name !== '' && !gone.has(name))) {
    mkdirSync(path.join(repository, path.dirname(file)), { recursive: true });
    cpSync(path.join(root, file), path.join(repository, file));
  }
  const git = gitIn(repository);
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'user.name', 'Release test');
  await git('config', 'user.email', 'release-test@example.com');
  await commitAll(repository, 'Start');
  await run('git', ['init', '--quiet', '--bare', origin]);
  await git('remote', 'add', 'origin', origin);
  await git('push', '--quiet', 'origin', 'main');

  // No install scripts: the copy uses the Node and pnpm that run this test.
  const install = ['install', '--offline', '--frozen-lockfile', '--ignore-scripts'];
  await run(rootTool('pnpm'), install, { cwd: repository });
  return repository;
}

export const gitIn =
  (repository: string) =>
  (...args: readonly string[]): Promise<string> =>
    run('git', args, { cwd: repository });

export async function commitAll(repository: string, message: string): Promise<void> {
  const git = gitIn(repository);
  await git('add', '--all');
  await git('commit', '--quiet', '--no-verify', '--message', message);
}

/** Runs a script of the copy with this repository's tools. */
export function script(
  repository: string,
  name: string,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  return run(rootTool('pnpm'), ['run', name], { cwd: repository, env: cleanEnvironment(env) });
}
