import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type OwnVerifications, type Started, verification } from '@sms-connectors/verify';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Postgres, startPostgres } from '../../../test/postgres/start-postgres.ts';
import { type Redis, startRedis } from '../../../test/redis/start-redis.ts';
import { type OpenedStore, openStore } from './support/open-store.ts';
import { phone, secret, wrongCode } from './support/sms.ts';
import { type Job, type JobCall, runJobs } from './support/store-jobs.ts';

let redis: Redis;
let postgres: Postgres;
let folder: string;

beforeAll(async () => {
  [redis, postgres, folder] = await Promise.all([
    startRedis(),
    startPostgres(),
    mkdtemp(path.join(tmpdir(), 'sqlite-')),
  ]);
});
afterAll(async () => {
  await Promise.all([redis[Symbol.asyncDispose](), postgres[Symbol.asyncDispose]()]);
  await rm(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.useRealTimers();
});

const urls: Readonly<Record<string, () => string>> = {
  Redis: () => redis.url,
  PostgreSQL: () => postgres.url,
  SQLite: () => pathToFileURL(path.join(folder, 'codes.db')).href,
};

let numbers = 0;

/** A number that no other test has. */
function newNumber(): string {
  numbers += 1;
  return `+3361234${String(numbers).padStart(4, '0')}`;
}

function times(statuses: readonly string[], status: string): number {
  return statuses.filter((each) => each === status).length;
}

/** Moves the clock, and not the timers. */
function later(ms: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
}

describe.each(Object.keys(urls))('in %s,', (name) => {
  let opened: OpenedStore;
  let codes: OwnVerifications;
  const { sender, code } = phone();
  const url = (): string => urls[name]?.() ?? '';

  beforeAll(async () => {
    opened = await openStore(url());
    codes = verification({ sender, secret, store: opened.store });
  });
  afterAll(async () => {
    await codes.close();
    await opened.close();
  });

  async function started(to = newNumber()): Promise<{ id: string; code: string }> {
    const { id } = (await codes.start({ to, usageType: 'SignIn' })) as Started;
    return { id, code: await code() };
  }
  /** Does the same job in two processes at once, and returns the statuses of each call, of both together. */
  async function together(
    job: Pick<Job, 'calls' | 'atOnce'>,
  ): Promise<readonly (readonly string[])[]> {
    const both = { ...job, url: url() };
    const ends = await runJobs([both, both], folder);
    return job.calls.map((_, index) => ends.flatMap(({ statuses }) => statuses?.[index] ?? []));
  }
  /** Does jobs in processes that are killed, one for each place. */
  async function killed(call: JobCall, ...kills: readonly Job['kill'][]): Promise<void> {
    const jobs = kills.map((kill) => ({ url: url(), calls: [call], atOnce: 1, kill }));
    const ends = await runJobs(jobs, folder);
    expect(ends).toEqual(kills.map(() => ({ signal: 'SIGKILL', statuses: undefined })));
  }

  test('two processes approve a code once, count every attempt once, and keep the limit', async () => {
    const right = [await started(), await started(), await started()];
    const wrong = [await started(), await started()];
    const to = newNumber();
    const statuses = await together({
      atOnce: 50,
      calls: [
        ...right.map((each) => ({ name: 'check', ...each }) as const),
        ...wrong.map((each) => ({ name: 'check', id: each.id, code: 'x' }) as const),
        { name: 'start', to },
      ],
    });
    for (const each of statuses.slice(0, 3)) {
      expect(times(each, 'approved')).toBe(1);
      expect(times(each, 'used') + times(each, 'locked')).toBe(99);
    }
    for (const each of statuses.slice(3, 5)) {
      expect([times(each, 'wrong'), times(each, 'locked')]).toEqual([4, 96]);
    }
    expect([times(statuses[5] ?? [], 'started'), times(statuses[5] ?? [], 'limited')]).toEqual([
      10, 90,
    ]);
  });

  test('a process that is killed while it starts a verification locks nobody', async () => {
    const to = newNumber();
    const kills = [
      { call: 'take', moment: 'after' },
      { call: 'add', moment: 'during' },
      { call: 'add', moment: 'after' },
      { call: 'recordSend', moment: 'after' },
    ] as const;
    await killed({ name: 'start', to }, ...kills);
    // Of ten, four were taken by those who were killed: a message may have been sent.
    const statuses: string[] = [];
    for (let number = 0; number < 7; number += 1) {
      statuses.push((await codes.start({ to, usageType: 'SignIn' })).status);
    }
    expect([times(statuses, 'started'), times(statuses, 'limited')]).toEqual([6, 1]);
    later(86_400_000);
    expect(await codes.start({ to, usageType: 'SignIn' })).toMatchObject({ status: 'started' });
  });

  // The killed process has told nobody. If it has ended the verification, the person starts another.
  test.each([
    { call: 'attempt', moment: 'during', approved: [1] },
    { call: 'attempt', moment: 'after', approved: [1] },
    { call: 'end', moment: 'during', approved: [0, 1] },
    { call: 'end', moment: 'after', approved: [0] },
    { call: 'giveBack', moment: 'after', approved: [0] },
  ] as const)(
    'a process that is killed $moment $call of a right code neither loses nor repeats it',
    async ({ approved, ...kill }) => {
      const { id, code: right } = await started();
      await killed({ name: 'check', id, code: right }, kill);
      const results = await Promise.all([1, 2, 3].map(() => codes.check({ id, code: right })));
      const statuses = results.map(({ status }) => status);
      expect(approved).toContain(times(statuses, 'approved'));
      expect(times(statuses, 'approved') + times(statuses, 'used')).toBe(3);
    },
  );

  test('a process that is killed while it checks a wrong code has used an attempt', async () => {
    const { id, code: right } = await started();
    const wrong = wrongCode(right);
    const kill = { call: 'attempt', moment: 'after' } as const;
    await killed({ name: 'check', id, code: wrong }, kill, kill);
    expect(await codes.check({ id, code: wrong })).toEqual({ status: 'wrong', attemptsLeft: 2 });
    expect(await codes.check({ id, code: right })).toMatchObject({ status: 'approved' });
  });

  test('a process that is killed while it sends again has used a message', async () => {
    const { id, code: right } = await started();
    // The other process has the real clock, so the first resend is made here, and allows the next at once.
    const next = { maxAttempts: 5, maxSends: 3, resendAt: Date.now() };
    await opened.store.claimSend(id, next, Date.now() + 30_000);
    await killed({ name: 'resend', id }, { call: 'claimSend', moment: 'after' });
    expect(await codes.resend({ id })).toMatchObject({ status: 'too_many' });
    expect(await codes.check({ id, code: right })).toMatchObject({ status: 'approved' });
  });
});
