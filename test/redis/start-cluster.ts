import { createConnection } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { type Redis, startRedis } from './start-redis.ts';

/** A Redis Cluster of three nodes on this machine. */
export interface RedisCluster extends AsyncDisposable {
  readonly ports: readonly number[];
}

const slots = 16_384;

export async function startCluster(): Promise<RedisCluster> {
  const nodes = await Promise.all([0, 1, 2].map(startNode));
  const ports = nodes.map(({ redis }) => redis.port);
  const [first = 0] = ports;
  for (const [index, port] of ports.entries()) {
    const [from, to] = [index, index + 1].map((part) => Math.ceil((part * slots) / ports.length));
    await ask(port, `CLUSTER ADDSLOTSRANGE ${from} ${(to ?? 0) - 1}`);
  }
  for (const { redis, busPort } of nodes.slice(1)) {
    await ask(first, `CLUSTER MEET 127.0.0.1 ${redis.port} ${busPort}`);
  }
  for (const port of ports) {
    while (!(await ask(port, 'CLUSTER INFO')).includes('cluster_state:ok')) await delay(50);
  }
  return {
    ports,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(nodes.map(({ redis }) => redis[Symbol.asyncDispose]()));
    },
  };
}

async function startNode(): Promise<{ readonly redis: Redis; readonly busPort: number }> {
  // By default, it is 10,000 more than the port, which may be too much.
  const busPort = await freePort();
  const settings = ['--cluster-enabled', 'yes', '--cluster-port', `${busPort}`];
  return { redis: await startRedis(settings), busPort };
}

/** Sends one command, and returns the answer as Redis writes it. */
async function ask(port: number, command: string): Promise<string> {
  const socket = createConnection(port, '127.0.0.1');
  socket.write(`${command}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  const text = answer.toString();
  if (text.startsWith('-')) throw new Error(text);
  return text;
}
