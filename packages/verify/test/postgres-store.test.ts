import { PGlite } from '@electric-sql/pglite';
import { migrations, postgresStore } from '@sms-connectors/verify/postgres';
import { describeStore } from '@sms-connectors/verify/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Postgres, startPostgres } from '../../../test/postgres/start-postgres.ts';
import { sample } from './support/sample.ts';

let postgres: Postgres;
let pools: readonly [Pool, Pool];
let pglite: PGlite;
let opened = 0;

beforeAll(async () => {
  postgres = await startPostgres();
  pools = [
    new Pool({ connectionString: postgres.url }),
    new Pool({ connectionString: postgres.url }),
  ];
  pglite = await PGlite.create();
});
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await pglite.close();
  await postgres[Symbol.asyncDispose]();
});

function nextPrefix(): string {
  opened += 1;
  return `test${opened}_`;
}

describe('a store in PostgreSQL', () => {
  describeStore({
    runner: { describe, test },
    callsAtOnce: 500,
    open: async () => {
      const tablePrefix = nextPrefix();
      const [store, other] = [
        postgresStore({ client: pools[0], tablePrefix }),
        postgresStore({ client: pools[1], tablePrefix }),
      ];
      await Promise.all([store.migrate(), other.migrate()]);
      return { store, other };
    },
  });
});

describe('a store in PGlite', () => {
  describeStore({
    runner: { describe, test },
    // It runs one statement at a time.
    callsAtOnce: 50,
    open: async () => {
      const store = postgresStore({ client: pglite, tablePrefix: nextPrefix() });
      await store.migrate();
      return { store, other: store };
    },
  });
});

describe('the tables in PostgreSQL', () => {
  test('are made once, by many at once', async () => {
    const tablePrefix = nextPrefix();
    const stores = Array.from({ length: 20 }, (_, index) =>
      postgresStore({ client: pools[index % 2 === 0 ? 0 : 1], tablePrefix }),
    );
    await Promise.all(stores.map((store) => store.migrate()));
    const now = Date.now();
    await stores[0]?.add(sample('one', now), now);
    await Promise.all(stores.map((store) => store.migrate()));
    expect((await stores[1]?.attempt('one', 5, now))?.isCounted).toBe(true);
    const { rows } = await pools[0].query(
      `SELECT number FROM ${tablePrefix}verification_migrations`,
    );
    expect(rows).toEqual([{ number: 1 }]);
  });

  test('may be made by the migrations of the application, for a role that may not make any', async () => {
    const tablePrefix = nextPrefix();
    for (const { statements } of migrations(tablePrefix)) {
      await pools[0].query(`BEGIN; ${statements.join(';')}; COMMIT`);
    }
    const role = `${tablePrefix}role`;
    await pools[0].query(
      `CREATE ROLE ${role} LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`,
    );
    const url = postgres.url.replace('//postgres@', `//${role}@`);
    const limited = new Pool({ connectionString: url });
    const store = postgresStore({ client: limited, tablePrefix });
    await store.migrate();
    const now = Date.now();
    await store.add(sample('one', now), now);
    expect(await store.end('one', 'approved', now)).toBe(true);
    await expect(limited.query('CREATE TABLE other (id TEXT)')).rejects.toThrow(
      /permission denied/,
    );
    await limited.end();
  });

  test('have nothing of what has ended', async () => {
    const tablePrefix = nextPrefix();
    const store = postgresStore({ client: pools[0], tablePrefix });
    await store.migrate();
    const now = Date.now();
    const rows = async (table: string): Promise<readonly object[]> =>
      (await pools[0].query<object>(`SELECT * FROM ${tablePrefix}${table}`)).rows;
    await store.add(sample('one', now), now);
    await store.take('recipient', { verifications: 1, seconds: 60 }, now);
    await store.count('sent', 'twilio FR', now);

    await store.purge(now + 1);
    expect(await rows('verifications')).toMatchObject([{ sealed: 'sealed' }]);
    expect(await rows('verification_recipients')).toHaveLength(1);
    await store.purge(now + 600_000);
    expect(await rows('verifications')).toMatchObject([{ sealed: null, state: 'open' }]);
    expect(await rows('verification_recipients')).toEqual([]);
    expect(await rows('verification_days')).toHaveLength(1);
    await store.purge(now + 90 * 86_400_000);
    expect(await rows('verifications')).toEqual([]);
    expect(await rows('verification_days')).toEqual([]);
  });

  test.each([['Sms_'], ['a b'], [''], ['1a'], ['a;--'], ['a"'], ['x'.repeat(33)]])(
    'are not made with the prefix %j',
    (tablePrefix) => {
      expect(() => postgresStore({ client: pools[0], tablePrefix })).toThrow(TypeError);
    },
  );
});
