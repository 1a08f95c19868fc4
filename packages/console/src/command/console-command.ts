import { startConsole } from '../server/start-console.ts';
import { during, paint, print, UsageError } from './terminal.ts';

export interface ConsoleCommandOptions {
  readonly port?: string;
  readonly interactiveOnly?: boolean;
}

/** Serves the page until Ctrl+C. */
export async function serveConsole({
  port,
  interactiveOnly,
}: ConsoleCommandOptions): Promise<number> {
  if (interactiveOnly === true && !isInteractive()) {
    print('This is not an interactive terminal, so the console was not started.');
    return 0;
  }
  const number = Number(port ?? 0);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new UsageError('--port must be a number up to 65535.');
  }
  const running = await during(
    'Starting the console',
    startConsole({ directory: process.cwd(), port: number }),
  );
  print(`${paint('bold', 'The console is running:')} ${paint('cyan', running.link)}`);
  print(
    paint(
      'dim',
      'The part after # is the access key for this session: do not share it. Press Ctrl+C to stop.',
    ),
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await running.close();
  return 0;
}

function isInteractive(): boolean {
  return process.stdout.isTTY && !process.env['CI'];
}
