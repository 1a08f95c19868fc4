import { setTimeout as delay } from 'node:timers/promises';
import { migrations, tablesOf } from './sql/migrations.ts';
import { type Row, type SqlStore, sqlStore, type Value } from './sql/sql-store.ts';

export { type Migration, migrations } from './sql/migrations.ts';
export type { SqlStore } from './sql/sql-store.ts';

/** What is used of `DatabaseSync` of `node:sqlite`, and of `Database` of `better-sqlite3`. */
export interface SqliteDatabase {
  prepare(statement: string): SqliteStatement;
}

export interface SqliteStatement {
  all(values: Record<string, string | number | null>): unknown[];
  run(values: Record<string, string | number | null>): unknown;
}

export interface SqliteStoreOptions {
  /** An open database of `node:sqlite` or `better-sqlite3`, with SQLite 3.35 or later. The caller closes it. */
  readonly database: SqliteDatabase;
  /** What the names of the tables start with; `sms_` by default. */
  readonly tablePrefix?: string | undefined;
}

/**
 * Keeps verifications in an SQLite file, for the processes of one machine. Call `migrate()` once before, or run
 * `migrations()` with your own. `PRAGMA journal_mode = WAL` makes it faster.
 * @throws `TypeError` for a prefix that is no lower-case SQL name
 */
export function sqliteStore({ database, tablePrefix = 'sms_' }: SqliteStoreOptions): SqlStore {
  const prepared = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => {
    const statement = prepared.get(text) ?? database.prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  // Not `get`: it may stop before the statement is committed.
  const rows = (text: string, values: readonly Value[]): readonly Row[] =>
    prepare(text).all(named(values)) as readonly Row[];
  const run = (text: string, values: readonly Value[] = []): void => {
    prepare(text).run(named(values));
  };
  return {
    ...sqlStore(
      {
        rows: async (text, values) => onceFree(() => rows(text, values)),
        run: async (text, values) => onceFree(() => run(text, values)),
      },
      tablePrefix,
    ),
    migrate: async () =>
      onceFree(() => {
        // In one turn of the event loop, so that no other statement gets into the transaction.
        run('BEGIN IMMEDIATE');
        try {
          const { migrated } = tablesOf(tablePrefix);
          run(`CREATE TABLE IF NOT EXISTS ${migrated} (number INTEGER PRIMARY KEY)`);
          const known = rows(`SELECT number FROM ${migrated}`, []).map((row) => row['number']);
          const last = Math.max(0, ...known.map(Number));
          for (const { number, statements } of migrations(tablePrefix)) {
            if (number > last) for (const statement of statements) run(statement);
          }
          run('COMMIT');
        } catch (error) {
          try {
            run('ROLLBACK');
          } catch {
            // SQLite has rolled it back itself.
          }
          throw error;
        }
      }),
  };
}

/** Both libraries take `$1` as a parameter of the name `1`. */
function named(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, index) => [String(index + 1), value]));
}

const givesUpAfterMs = 4000;

/** Waits while another process writes, without stopping this one. What was refused as busy has not been done. */
async function onceFree<Result>(work: () => Result): Promise<Result> {
  const givesUpAt = performance.now() + givesUpAfterMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > givesUpAt) throw error;
    }
    // Not all after the same time, so that they do not meet again.
    await delay(1 + Math.random() * 10);
  }
}

const busy = 5;

/** @see https://www.sqlite.org/rescode.html#busy The lowest byte of an extended code is the code. */
function isBusy(error: unknown): boolean {
  const { code, errcode } = Object(error) as {
    readonly code?: unknown;
    readonly errcode?: unknown;
  };
  return (
    (typeof errcode === 'number' && errcode % 256 === busy) ||
    (typeof code === 'string' && code.startsWith('SQLITE_BUSY'))
  );
}
