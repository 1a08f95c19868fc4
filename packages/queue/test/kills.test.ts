import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { twilio } from '@sms-connectors/twilio';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageQueue, type MessageQueue } from '../src/index.ts';
import type { KillPoint } from './support/kill-at.ts';
import { messageOf, secret, templates } from './support/messages.ts';
import { killWorkerProcesses, startWorkerProcess } from './support/processes.ts';
import { type RecordingProvider, startRecordingProvider } from './support/recording-provider.ts';
import { newName, sharedRedis, type SharedRedis } from './support/redis.ts';

let redis: SharedRedis;
let provider: RecordingProvider;
let folder: string;

beforeAll(async () => {
  [redis, provider, folder] = await Promise.all([
    sharedRedis(),
    startRecordingProvider(),
    mkdtemp(path.join(tmpdir(), 'queue-')),
  ]);
});
afterAll(async () => {
  killWorkerProcesses();
  await Promise.all([redis[Symbol.asyncDispose](), provider[Symbol.asyncDispose]()]);
  await rm(folder, { recursive: true, force: true });
});

interface Case extends KillPoint {
  /** What the provider does with the first request. */
  readonly fault?: 'slow' | 'rate-limit' | 'opted-out';
  /** How often the provider accepts the message, and how it ends. */
  readonly ends: readonly (readonly [accepted: number, status: string])[];
}

const cases: readonly Case[] = [
  { step: 'moveToActive', moment: 'after', ends: [[1, 'accepted']] },
  // Whether Redis had the mark already, nobody knows.
  {
    step: 'begin',
    moment: 'sent',
    ends: [
      [0, 'unknown'],
      [1, 'accepted'],
    ],
  },
  { step: 'begin', moment: 'after', ends: [[0, 'unknown']] },
  { step: 'send', moment: 'before', ends: [[0, 'unknown']] },
  { step: 'send', moment: 'sent', fault: 'slow', ends: [[1, 'unknown']] },
  { step: 'send', moment: 'after', ends: [[1, 'unknown']] },
  { step: 'end', moment: 'before', ends: [[1, 'unknown']] },
  {
    step: 'end',
    moment: 'sent',
    ends: [
      [1, 'unknown'],
      [1, 'accepted'],
    ],
  },
  { step: 'end', moment: 'after', ends: [[1, 'accepted']] },
  { step: 'moveToFinished', moment: 'after', ends: [[1, 'accepted']] },
  { step: 'putBack', moment: 'after', fault: 'rate-limit', ends: [[1, 'accepted']] },
  { step: 'moveToDelayed', moment: 'after', fault: 'rate-limit', ends: [[1, 'accepted']] },
  { step: 'updateData', moment: 'after', fault: 'opted-out', ends: [[0, 'rejected']] },
  { step: 'moveToFinished', moment: 'after', fault: 'opted-out', ends: [[0, 'rejected']] },
];

const faults = {
  slow: { kind: 'slow', ms: 600 },
  'rate-limit': { kind: 'rate-limit', retryAfter: '1' },
  'opted-out': {
    kind: 'answer',
    answer: { status: 400, body: { code: 21610, message: '', more_info: '', status: 400 } },
  },
} as const;

/** Kills a worker at a step, lets another one go on, and returns how the message ended. */
async function killed(
  number: number,
  { fault, ...kill }: Case,
): Promise<readonly [number, string]> {
  const message = messageOf(number);
  const digits = message.to.slice(1);
  if (fault !== undefined) {
    provider.emulator.fail(faults[fault], 1, ({ body }) => body.includes(digits));
  }
  const settings = { name: newName(), lockMs: 1000 };
  const queue: MessageQueue = messageQueue({ client: redis.connect(), secret, ...settings });
  const { id } = await queue.enqueue(message);
  const job = {
    redisUrl: redis.url,
    settings,
    provider: provider.forWorkers,
    concurrency: 1,
    kill,
  };
  expect(await startWorkerProcess(job, folder).ended).toBe('SIGKILL');
  const connector = twilio(
    { ...provider.emulator.config, templates },
    { baseUrl: provider.emulator.url },
  );
  queue.worker({ sender: connector });
  const end = await queue.waitFor(id);
  // What BullMQ has of it goes as well: no other worker finds it again.
  const lane = queue.lanes.get('default');
  await expect.poll(async () => lane?.getJobCountByTypes('wait', 'active', 'delayed')).toBe(0);
  expect(await queue.result(id)).toEqual(end);
  await queue.close();
  await connector.close();
  return [provider.accepted(message.to), end?.status ?? 'none'];
}

test('a worker that is killed at any step neither loses nor doubles a message', async () => {
  const ends: string[] = [];
  const expected: string[] = [];
  // A few at once: each is a process.
  for (let from = 0; from < cases.length; from += 4) {
    const some = cases.slice(from, from + 4);
    const results = await Promise.all(some.map((each, index) => killed(from + index, each)));
    for (const [index, { step, moment, fault = '', ends: allowed }] of some.entries()) {
      const end = results[index] ?? [];
      const wanted = allowed.find((each) => String(each) === String(end)) ?? allowed[0];
      ends.push(`${moment} ${step} ${fault}: ${end.join(' ')}`);
      expected.push(`${moment} ${step} ${fault}: ${wanted?.join(' ')}`);
    }
  }
  expect(ends).toEqual(expected);
  // Fifteen processes take their time on a machine that is busy.
}, 600_000);
