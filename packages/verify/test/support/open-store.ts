import type { VerificationStore } from '@sms-connectors/verify';
import { postgresStore } from '@sms-connectors/verify/postgres';
import { redisStore } from '@sms-connectors/verify/redis';
import { sqliteStore } from '@sms-connectors/verify/sqlite';

/** A store on a server or in a file, as a process of an application has it. */
export interface OpenedStore {
  readonly store: VerificationStore;
  readonly close: () => Promise<void>;
}

/** Opens the store of a URL: `redis:`, `postgres:`, or `file:` for SQLite. Only its own client is loaded. */
export async function openStore(url: string): Promise<OpenedStore> {
  if (url.startsWith('redis:')) {
    const { Redis } = await import('ioredis');
    const client = new Redis(url, { lazyConnect: true });
    await client.connect();
    return { store: redisStore({ client }), close: async () => client.disconnect() };
  }
  if (url.startsWith('postgres:')) {
    const { Pool } = await import('pg');
    const client = new Pool({ connectionString: url });
    const store = postgresStore({ client });
    await store.migrate();
    return { store, close: async () => client.end() };
  }
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(new URL(url));
  const store = sqliteStore({ database });
  await store.migrate();
  return { store, close: async () => database.close() };
}

function kill(): void {
  process.kill(process.pid, 'SIGKILL');
}

/** A store whose process is killed during, or right after, one of its calls. */
export function killingStore(
  store: VerificationStore,
  { call, moment }: { readonly call: string; readonly moment: 'during' | 'after' },
): VerificationStore {
  return new Proxy(store, {
    get: (target, name: keyof VerificationStore) => {
      if (name !== call) return target[name];
      return async (...given: never[]) => {
        const done = (target[name] as (...values: never[]) => Promise<unknown>)(...given);
        if (moment === 'during') setImmediate(kill);
        const result = await done;
        kill();
        return result;
      };
    },
  });
}
