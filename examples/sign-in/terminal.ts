import { accounts } from './accounts.ts';

/** Says in the terminal how to try the example. */
export function describeServer({ port }: { readonly port: number }): void {
  console.log(`Open http://localhost:${port} and sign in as ${[...accounts].join(' or ')}.`);
}
