import type { IRedisClient } from 'bullmq';
import * as scripts from '../states/scripts.ts';

export type RunScript = (
  name: keyof typeof scripts,
  keys: readonly string[],
  values: readonly (string | number)[],
) => Promise<unknown>;

const keyCounts = { begin: 1, putBack: 1, end: 1, cancel: 2, read: 2 } as const;

/** Runs the scripts of the queue; `aliases` is how many keys an idempotency key has. */
export function scriptRunner(client: IRedisClient, aliases: number): RunScript {
  const counts = { ...keyCounts, claimKey: aliases };
  const commandOf = (name: keyof typeof scripts): string => `sms:${name}:${counts[name]}`;
  for (const [name, lua] of Object.entries(scripts) as [keyof typeof scripts, string][]) {
    client.defineCommand(commandOf(name), { numberOfKeys: counts[name], lua });
  }
  return async (name, keys, values) => client.runCommand(commandOf(name), [...keys, ...values]);
}
