// Compares the gateway with the bare connector: messages a second, memory, and clients that stall.
//   pnpm bench:gateway
//   pnpm bench:gateway --quick   a tenth of the messages, for a machine that is busy
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { undiciHttp } from '@sms-connectors/core/undici';
import { newKey } from '@sms-connectors/gateway';
import { twilio } from '@sms-connectors/twilio';
import { writePages } from './pages.ts';
import { RawClient } from './raw-client.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const here = import.meta.dirname;
const folder = mkdtempSync(path.join(tmpdir(), 'bench-gateway-'));
const templates = [{ usageType: 'SignIn' as const, content: 'Your code is {{code}}.' }];
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '314159' } } as const;
const body = JSON.stringify(message);
const atOnce = 64;
const rounds = 5;
const share = process.argv.includes('--quick') ? 0.1 : 1;
const messagesOfARound = 3000 * share;
const heapsAfter = [50_000, 150_000].map((messages) => messages * share);
const stalledClients = 1000;

/** Sends one message; rejects if it was not accepted. */
type Send = () => Promise<unknown>;

const config = {
  accountSID: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'fedcba9876543210fedcba9876543210',
  from: '+15005550006',
};
const provider = fork(path.join(here, 'child/provider.mjs'));
const [{ url: baseUrl }] = (await once(provider, 'message')) as [{ readonly url: string }];
const { key, sha256 } = newKey();
const port = await freePort();
const gateway = await startGateway();
const client = new RawClient(
  port,
  [
    'POST /send HTTP/1.1',
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${key}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n'),
);
const bare = twilio({ ...config, templates }, { baseUrl });
// The client that the gateway uses.
const http = undiciHttp();
const bareWithUndici = twilio({ ...config, templates }, { baseUrl, http });

const sendBare: Send = () => bare.send(message);
const sendBareWithUndici: Send = () => bareWithUndici.send(message);
// A provider that gets no time on a busy machine does not answer within the deadline.
let unknown = 0;
const ratios: number[] = [];
const ratiosToUndici: number[] = [];
const costs: number[] = [];
for (let round = 0; round <= rounds; round += 1) {
  const before = process.cpuUsage();
  const bareRate = await rateOf(sendBare);
  const { user, system } = process.cpuUsage(before);
  const undiciRate = await rateOf(sendBareWithUndici);
  const cpu = await askGateway('cpu');
  const gatewayRate = await rateOf(sendByGateway);
  const after = await askGateway('cpu');
  // The first round opens the connections.
  if (round === 0) continue;
  ratios.push(gatewayRate / bareRate);
  ratiosToUndici.push(gatewayRate / undiciRate);
  costs.push((after - cpu) / (user + system));
  console.error(`  ${bareRate.toFixed(0)} and ${gatewayRate.toFixed(0)} messages a second`);
}

const besideStalled: number[] = [];
let stillStalled = stalledClients;
for (let round = 0; round < rounds; round += 1) {
  const without = await rateOf(sendByGateway);
  const stalled = await stall();
  besideStalled.push((await rateOf(sendByGateway)) / without);
  const remaining = stalled.filter((socket) => !socket.destroyed);
  stillStalled = Math.min(stillStalled, remaining.length);
  for (const socket of stalled) socket.destroy();
}

let sent = (1 + rounds * 3) * messagesOfARound;
const heaps: number[] = [];
for (const wanted of heapsAfter) {
  await rateOf(sendByGateway, Math.max(0, wanted - sent));
  sent = Math.max(sent, wanted);
  heaps.push(await askGateway('heap'));
  console.error(`  ${sent} messages: ${((heaps.at(-1) ?? 0) / 1e6).toFixed(1)} MB`);
}
const [early = Number.NaN, late = Number.NaN] = heaps;
const [after = '', afterAll = ''] = heapsAfter.map((messages) => messages.toLocaleString('en'));

const rows = [
  ['gateway', 'goal', 'this run'],
  ['messages a second, to the bare connector', '≥ 0.6', median(ratios).toFixed(2)],
  ['messages a second, to the bare connector with undici', '', median(ratiosToUndici).toFixed(2)],
  ['CPU of its process per message, to the bare connector', '', median(costs).toFixed(2)],
  [`heap after ${afterAll} sends, to after ${after}`, '≤ 1.05', (late / early).toFixed(2)],
  [
    `messages a second beside ${stillStalled} clients that stall, to without them`,
    '',
    median(besideStalled).toFixed(2),
  ],
  ['messages whose outcome is unknown', '0', `${unknown} of ${sent}`],
];
writeFileSync(path.join(here, 'results/gateway.md'), `${table(rows)}\n`);
writePages();
console.log(table(rows));

client.close();
await bare.close();
await bareWithUndici.close();
await http.close?.();
gateway.kill();
gateway.disconnect();
provider.disconnect();
await once(gateway, 'exit');
rmSync(folder, { recursive: true });

/** Clients that send half a request, and wait. */
async function stall(): Promise<readonly Socket[]> {
  const clients = Array.from({ length: stalledClients }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /send HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{');
    return socket;
  });
  await Promise.all(clients.map((socket) => once(socket, 'connect')));
  // The gateway takes its time to accept them.
  await delay(500);
  return clients;
}

/** Messages a second, a number of them at once. */
async function rateOf(send: Send, messages = messagesOfARound): Promise<number> {
  let left = messages;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send();
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (messages / (performance.now() - start)) * 1000;
}

async function sendByGateway(): Promise<void> {
  const status = await client.send();
  if (status === 202) unknown += 1;
  else if (status !== 200) throw new Error(`The gateway answered ${status}.`);
}

/** The gateway's own command, with a config whose connector uses the emulator. */
async function startGateway(): Promise<ChildProcess> {
  const file = path.join(folder, 'sms.json');
  const connector = { ...config, templates, package: path.join(here, 'child/loopback-twilio.ts') };
  const keys = [{ name: 'bench', sha256, scopes: ['send'] }];
  writeFileSync(file, JSON.stringify({ connectors: { twilio: connector }, keys }));
  const program = path.join(here, '../packages/gateway/src/command/sms-gateway.ts');
  const child = fork(program, ['--config', file, '--port', String(port)], {
    // As the container runs it.
    execArgv: [...process.execArgv, '--expose-gc', '--max-semi-space-size=32'],
    env: { ...process.env, BENCH_PROVIDER: baseUrl },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.stdout?.resume();
  while (!(await isReady())) await delay(100);
  return child;
}

async function isReady(): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/ready`)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return free;
}

async function askGateway(question: 'cpu' | 'heap'): Promise<number> {
  gateway.send(question);
  const [answer] = (await once(gateway, 'message')) as [number];
  return answer;
}
