import { execFile } from 'node:child_process';

/** Whether Git would commit a file; `false` if there is no Git. */
export function wouldBeCommitted(directory: string, file: string): Promise<boolean> {
  return new Promise((resolve) => {
    // https://git-scm.com/docs/git-check-ignore: 0 ignored, 1 not ignored, 128 no repository.
    execFile('git', ['check-ignore', '--quiet', file], { cwd: directory }, (error) => {
      resolve(error?.code === 1);
    });
  });
}
