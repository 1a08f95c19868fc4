import { startConsole } from '../server/start-console.ts';
import { during, paint, print, UsageError } from './terminal.ts';

export interface ConsoleCommandOptions {
  readonly port?: string;
  readonly whereSeen?: boolean;
}

/** Serves the page until Ctrl+C. */
export async function serveConsole({ port, whereSeen }: ConsoleCommandOptions): Promise<number> {
  if (whereSeen === true && !isSeen()) {
    print('Nobody looks at this terminal, so the console stays closed.');
    return 0;
  }
  const number = Number(port ?? 0);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new UsageError('--port takes a number up to 65535');
  }
  const running = await during(
    'Starting the console',
    startConsole({ directory: process.cwd(), port: number }),
  );
  print(`${paint('bold', 'The console is open:')} ${paint('cyan', running.link)}`);
  print(
    paint('dim', 'The part after # is the key of this run: share it with nobody. Ctrl+C stops it.'),
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await running.close();
  return 0;
}

function isSeen(): boolean {
  return process.stdout.isTTY && !process.env['CI'];
}
