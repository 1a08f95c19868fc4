// Compares failover with its alternatives, on what happens to messages and on the cost of a send.
//   pnpm bench:policies
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { type Sender, trySend } from '@sms-connectors/core';
import type { EmulatorFault } from '@sms-connectors/core/testing';
import { Circuits, failover, guard, observe, route } from '@sms-connectors/policies';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator, type TwilioEmulator } from '@sms-connectors/twilio/emulator';
import { median } from './statistics.ts';
import { table } from './table.ts';
import { writePages } from './pages.ts';

const here = import.meta.dirname;
const installed = path.join(here, '.installed/policies');
const dependencies = { 'notifme-sdk': '1.16.25', '@upyo/core': '0.5.5', '@upyo/pool': '0.6.0' };
const templates = [{ usageType: 'SignIn' as const, content: 'Your code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '123456' } } as const;
const count = 100;

/** Sends one message; rejects if no provider accepted it. */
type Send = () => Promise<unknown>;
type Providers = readonly [TwilioEmulator, TwilioEmulator];

interface Peer {
  readonly title: string;
  readonly connect: (senders: readonly [Sender, Sender]) => Send;
}

await install();
const peers: readonly Peer[] = [
  {
    title: '`failover`',
    connect: (senders) => {
      const sms = failover(senders, { circuits: new Circuits() });
      return () => sms.send(message);
    },
  },
  { title: '`try`/`catch` by hand', connect: byHand },
  { title: `notifme-sdk ${dependencies['notifme-sdk']}, fallback`, connect: await notifme() },
  { title: `@upyo/pool ${dependencies['@upyo/pool']}, priority`, connect: await upyo() },
];

writeFileSync(
  path.join(here, 'results/policies.md'),
  `${await outcomesTable()}\n\n${await overheadTable()}\n`,
);
writePages();

async function install(): Promise<void> {
  mkdirSync(installed, { recursive: true });
  // The registry has no @upyo/core of the version that the pool names; this one has all that it uses.
  const overrides = { '@upyo/core': '$@upyo/core' };
  const manifest = JSON.stringify({ private: true, dependencies, overrides });
  const file = path.join(installed, 'package.json');
  if (existsSync(file) && readFileSync(file, 'utf8') === manifest) return;
  writeFileSync(file, manifest);
  const flags = ['install', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', flags, { cwd: installed, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Imports a package that only this benchmark installs. */
async function load(name: string): Promise<unknown> {
  const entry = createRequire(path.join(installed, 'package.json')).resolve(name);
  return import(pathToFileURL(entry).href);
}

function byHand([first, second]: readonly [Sender, Sender]): Send {
  return async () => {
    try {
      return await first.send(message);
    } catch {
      return await second.send(message);
    }
  };
}

/** https://github.com/notifme/notifme-sdk#4-use-multiple-providers-optional */
async function notifme(): Promise<Peer['connect']> {
  const { default: loaded } = (await load('notifme-sdk')) as {
    readonly default: { readonly default: new (options: object) => NotifmeSdk };
  };
  // It would print every failure.
  const { default: logger } = (await load('notifme-sdk/lib/util/logger.js')) as {
    readonly default: { readonly default: { readonly innerLogger: { silent: boolean } } };
  };
  logger.default.innerLogger.silent = true;
  return (senders) => {
    const providers = senders.map(({ id, send }) => ({
      type: 'custom',
      id,
      send: async () => (await send(message)).messageId,
    }));
    const sdk = new loaded.default({
      useNotificationCatcher: false,
      channels: { sms: { providers, multiProviderStrategy: 'fallback' } },
    });
    return async () => {
      const { status } = await sdk.send({
        sms: { from: '+15005550006', to: message.to, text: '' },
      });
      if (status !== 'success') throw new Error('not accepted');
    };
  };
}

interface NotifmeSdk {
  readonly send: (request: object) => Promise<{ readonly status: string }>;
}

/** https://upyo.org/transports/pool */
async function upyo(): Promise<Peer['connect']> {
  const { PoolTransport } = (await load('@upyo/pool')) as {
    readonly PoolTransport: new (options: object) => {
      readonly send: (message: object) => Promise<{ readonly successful: boolean }>;
    };
  };
  return (senders) => {
    const transports = senders.map((sender, index) => ({
      priority: senders.length - index,
      transport: {
        id: sender.id,
        send: async () => {
          const result = await trySend(sender, message);
          return result.ok
            ? { successful: true, messageId: result.receipt.messageId }
            : { successful: false, errorMessages: [result.error.message] };
        },
      },
    }));
    const pool = new PoolTransport({ strategy: 'priority', transports });
    return async () => {
      const { successful } = await pool.send({});
      if (!successful) throw new Error('not accepted');
    };
  };
}

/** What happened to a hundred messages, over real connections to two emulated providers. */
async function outcomesTable(): Promise<string> {
  const rows = [];
  for (const peer of peers) {
    rows.push([
      peer.title,
      await doubled(peer),
      await afterFault(peer, documented(400, 21610), (providers) => `${accepted(providers)}`),
      await afterFault(peer, documented(400, 21211), ([, b]) => `${b.requests.length}`),
      await afterFault(peer, documented(401, 20003), ([a]) => `${a.requests.length}`),
      await recovery(peer),
    ]);
    console.error(`  ${peer.title}: done`);
  }
  return table([
    [
      'of 100 messages',
      'may arrive twice after a broken connection',
      'sent to a person who opted out',
      'bad numbers sent to the second provider too',
      'tried with a provider that rejects the credentials',
      'seconds to use a provider again that recovered',
    ],
    ...rows,
  ]);
}

/** Messages that the first provider may have sent and that the second one sent too. */
function doubled(peer: Peer): Promise<string> {
  return withProviders(peer, async ([a, b], send) => {
    a.fail({ kind: 'reset' }, Number.POSITIVE_INFINITY);
    let twice = 0;
    for (let sent = 0; sent < count; sent += 1) {
      const before = [a.requests.length, b.messages.length] as const;
      await send().catch(() => undefined);
      if (a.requests.length > before[0] && b.messages.length > before[1]) twice += 1;
    }
    return `${twice}`;
  });
}

function accepted(providers: Providers): number {
  return providers.reduce((sum, { messages }) => sum + messages.length, 0);
}

async function withProviders<Value>(
  peer: Peer,
  work: (providers: Providers, send: Send) => Promise<Value>,
): Promise<Value> {
  await using a = await startTwilioEmulator();
  await using b = await startTwilioEmulator();
  const [first, second] = [a, b].map((emulator) =>
    twilio({ ...emulator.config, templates }, { baseUrl: emulator.url }),
  );
  if (first === undefined || second === undefined) throw new TypeError('Two providers are needed.');
  const result = await work([a, b], peer.connect([first, second]));
  await Promise.all([first.close(), second.close()]);
  return result;
}

function afterFault(
  peer: Peer,
  fault: EmulatorFault,
  figure: (providers: Providers) => string,
): Promise<string> {
  return withProviders(peer, async (providers, send) => {
    providers[0].fail(fault, Number.POSITIVE_INFINITY);
    for (let sent = 0; sent < count; sent += 1) await send().catch(() => undefined);
    return figure(providers);
  });
}

/** Sends ten messages a second to a provider that refused a connection and then works again. */
function recovery(peer: Peer): Promise<string> {
  return withProviders(peer, async ([a], send) => {
    const { port } = new URL(a.url);
    await a.close();
    await send().catch(() => undefined);
    await using recovered = await startTwilioEmulator({ port: Number(port) });
    const recoveredAt = performance.now();
    while (recovered.messages.length === 0) {
      await send().catch(() => undefined);
      if (recovered.messages.length === 0) await delay(100);
    }
    return ((performance.now() - recoveredAt) / 1000).toFixed(1);
  });
}

/** https://www.twilio.com/docs/api/errors */
function documented(status: number, code: number): EmulatorFault {
  const body = { code, message: '', more_info: '', status };
  return { kind: 'answer', answer: { status, body } };
}

/** CPU time that a policy adds to a send that is accepted at once. */
async function overheadTable(): Promise<string> {
  const receipt = { messageId: '1', status: 'queued', provider: { id: 'a' } };
  const sender: Sender = { id: 'a', send: () => Promise.resolve(receipt) };
  const other: Sender = { id: 'b', send: () => Promise.resolve(receipt) };
  const many = { messages: 1_000_000_000, seconds: 3600 };
  const senders = {
    '`failover`': failover([sender, other], { circuits: new Circuits() }),
    '`failover`, the first circuit open': await withOpenCircuit(other),
    '`route` by country': route({ FR: sender, default: other }),
    '`guard` with one limit': guard(sender, { perRecipient: many }),
    '`guard` with a limit for recipient, country and overall': guard(sender, {
      perRecipient: many,
      perCountry: many,
      overall: many,
    }),
    '`observe`': observe(sender, () => undefined),
  };
  const bare = await cpuOf(() => sender.send(message));
  const rows = [];
  for (const [title, policy] of Object.entries(senders)) {
    rows.push([title, ((await cpuOf(() => policy.send(message))) - bare).toFixed(2)]);
  }
  for (const peer of peers.slice(1)) {
    const cost = await cpuOf(peer.connect([sender, other]), 2000);
    rows.push([peer.title, (cost - bare).toFixed(2)]);
  }
  return table([['adds to a send', 'µs of CPU'], ...rows]);
}

async function withOpenCircuit(working: Sender): Promise<Sender> {
  const emulator = await startTwilioEmulator();
  const down = twilio({ ...emulator.config, templates }, { baseUrl: emulator.url });
  await emulator.close();
  const sms = failover([down, working], {
    circuits: new Circuits({ pauseMs: 2 ** 31 - 1, maxPauseMs: 2 ** 31 - 1 }),
  });
  await sms.send(message);
  return sms;
}

async function cpuOf(send: Send, messages = 20_000): Promise<number> {
  const samples = [];
  for (let round = 0; round < 15; round += 1) {
    const start = process.cpuUsage();
    for (let sent = 0; sent < messages; sent += 1) await send();
    const { user, system } = process.cpuUsage(start);
    samples.push((user + system) / messages);
  }
  return median(samples.slice(5));
}
