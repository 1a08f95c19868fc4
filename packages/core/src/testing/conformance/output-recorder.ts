import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string[]>();
const consoleMethods = ['debug', 'dir', 'error', 'info', 'log', 'table', 'trace', 'warn'] as const;
let users = 0;
let restore: () => void = () => undefined;

/** Runs something and returns what it wrote to the console, stdout and stderr. Others may write at the same time. */
export async function recordOutput(work: () => Promise<unknown>): Promise<readonly string[]> {
  const written: string[] = [];
  if (users === 0) restore = watch();
  users += 1;
  try {
    await current.run(written, work);
    return written;
  } finally {
    users -= 1;
    if (users === 0) restore();
  }
}

/** Notes every call that writes, and lets it write. */
function watch(): () => void {
  const restores = [
    ...consoleMethods.map((method) => watchMethod(console, method, `console.${method}`)),
    watchMethod(process.stdout, 'write', 'process.stdout.write'),
    watchMethod(process.stderr, 'write', 'process.stderr.write'),
  ];
  return () => {
    for (const restoreMethod of restores) restoreMethod();
  };
}

function watchMethod<Method extends string>(
  target: Record<Method, (...args: never[]) => unknown>,
  method: Method,
  name: string,
): () => void {
  const original = target[method];
  target[method] = (...args) => {
    current.getStore()?.push(name);
    return original.apply(target, args);
  };
  return () => {
    target[method] = original;
  };
}
