import { inspect } from 'node:util';
import { vi } from 'vitest';

/** Keeps all that the process writes and warns until it is stopped. */
export function watchOutput() {
  const spies = [
    ...(['debug', 'log', 'info', 'warn', 'error', 'trace'] as const).map((name) =>
      vi.spyOn(console, name).mockReturnValue(undefined),
    ),
    vi.spyOn(process.stdout, 'write').mockReturnValue(true),
    vi.spyOn(process.stderr, 'write').mockReturnValue(true),
    vi.spyOn(process, 'emitWarning').mockReturnValue(undefined),
  ];
  return {
    stop: (): readonly string[] => {
      const seen = spies.flatMap(({ mock }) => mock.calls.flat().map(written));
      for (const spy of spies) spy.mockRestore();
      return seen;
    },
  };
}

function written(value: unknown): string {
  return value instanceof Uint8Array
    ? Buffer.from(value).toString()
    : inspect(value, { depth: Infinity });
}
