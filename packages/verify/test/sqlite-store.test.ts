import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations, sqliteStore } from '@sms-connectors/verify/sqlite';
import { describeStore } from '@sms-connectors/verify/testing';
import { describe, expect, test } from 'vitest';
import { sample } from './support/sample.ts';

describe('a store in SQLite', () => {
  describeStore({
    runner: { describe, test },
    callsAtOnce: 1000,
    open: async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'sqlite-'));
      const databases = [0, 1].map(() => new DatabaseSync(path.join(folder, 'codes.db')));
      for (const database of databases) {
        database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      }
      const [store, other] = databases.map((database) => sqliteStore({ database }));
      if (store === undefined || other === undefined) throw new Error('unreachable');
      await Promise.all([store.migrate(), other.migrate()]);
      return {
        store,
        other,
        close: async () => {
          for (const database of databases) database.close();
          await rm(folder, { recursive: true, force: true });
        },
      };
    },
  });
});

function inMemory() {
  const database = new DatabaseSync(':memory:');
  const rows = (table: string): readonly unknown[] =>
    database.prepare(`SELECT * FROM sms_${table}`).all();
  return { database, rows, store: sqliteStore({ database }) };
}

describe('the tables in SQLite', () => {
  test('are made once', async () => {
    const { store, rows } = inMemory();
    const now = Date.now();
    await Promise.all([store.migrate(), store.migrate()]);
    await store.add(sample('one', now), now);
    await store.migrate();
    expect([rows('verifications'), rows('verification_migrations')]).toMatchObject([
      [{ id: 'one' }],
      [{ number: 1 }],
    ]);
  });

  test('may be made by the migrations of the application', async () => {
    const { database, store } = inMemory();
    for (const { statements } of migrations()) database.exec(statements.join(';'));
    await store.migrate();
    const now = Date.now();
    await store.add(sample('one', now), now);
    expect(await store.end('one', 'approved', now)).toBe(true);
  });

  test('are all made or none', async () => {
    const { database, store } = inMemory();
    database.exec('CREATE TABLE sms_verification_days (mine TEXT)');
    await expect(store.migrate()).rejects.toThrow(/already exists/);
    expect(database.isTransaction).toBe(false);
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    expect(tables).toEqual([{ name: 'sms_verification_days' }]);
  });

  test('have nothing of what has ended: a new verification deletes it, at most once a minute', async () => {
    const { store, rows } = inMemory();
    await store.migrate();
    const now = Date.now();
    await store.take('recipient', { verifications: 1, seconds: 60 }, now);
    await store.count('sent', 'twilio FR', now);
    await store.add({ ...sample('one', now), expiresAt: now + 1000, keepUntil: now + 2000 }, now);
    await store.add(sample('two', now), now + 59_999);
    expect([rows('verifications').length, rows('verification_recipients').length]).toEqual([2, 1]);
    await store.add(sample('three', now), now + 60_000);
    await expect.poll(() => rows('verification_recipients')).toEqual([]);
    expect(rows('verifications')).toMatchObject([{ id: 'two' }, { id: 'three' }]);
    await store.add(sample('four', now), now + 600_000);
    await expect
      .poll(() => rows('verifications'))
      .toMatchObject([
        { id: 'two', sealed: null },
        { id: 'three', sealed: null },
        { id: 'four', sealed: null },
      ]);
    expect(rows('verification_days')).toHaveLength(1);
    await store.purge(now + 90 * 86_400_000);
    expect([...rows('verifications'), ...rows('verification_days')]).toEqual([]);
  });
});
