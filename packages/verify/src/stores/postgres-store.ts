import { migrations, tablesOf } from './sql/migrations.ts';
import { type Row, type SqlStore, sqlStore } from './sql/sql-store.ts';

export { type Migration, migrations } from './sql/migrations.ts';
export type { SqlStore } from './sql/sql-store.ts';

/** What is used of a `Pool` or `Client` of `pg`, and of `PGlite`. */
export interface PostgresClient {
  query(statement: string, values?: unknown[]): Promise<{ readonly rows: unknown[] }>;
}

export interface PostgresStoreOptions {
  /** A `Pool` or connected `Client` of `pg`, or a `PGlite`. The caller closes it. */
  readonly client: PostgresClient;
  /** What the names of the tables start with; `sms_` by default. */
  readonly tablePrefix?: string | undefined;
}

/**
 * Keeps verifications in PostgreSQL, for all processes together. Call `migrate()` once before, or run `migrations()`
 * with your own.
 * @throws `TypeError` for a prefix that is no lower-case SQL name
 */
export function postgresStore({ client, tablePrefix = 'sms_' }: PostgresStoreOptions): SqlStore {
  const database = {
    rows: async (statement: string, values: readonly unknown[]) =>
      (await client.query(statement, [...values])).rows as readonly Row[],
    run: async (statement: string, values: readonly unknown[]) => {
      await client.query(statement, [...values]);
    },
  };
  return {
    ...sqlStore(database, tablePrefix),
    migrate: async () => database.run(migrationBlock(tablePrefix), []),
  };
}

/** All in one statement, since two statements of a pool may have two connections. */
function migrationBlock(tablePrefix: string): string {
  const { migrated } = tablesOf(tablePrefix);
  const steps = migrations(tablePrefix).map(
    ({ number, statements }) =>
      `IF NOT EXISTS (SELECT 1 FROM ${migrated} WHERE number = ${number}) THEN ${statements.join(';')}; END IF;`,
  );
  // Asked for first: without it, a role that may not make tables would be refused though none is missing.
  const remembering = `IF to_regclass('${migrated}') IS NULL THEN CREATE TABLE ${migrated} (number INTEGER PRIMARY KEY); END IF;`;
  const lock = `PERFORM pg_advisory_xact_lock(hashtext('${migrated}'));`;
  return `DO $migration$ BEGIN ${[lock, remembering, ...steps].join('\n')} END $migration$`;
}
