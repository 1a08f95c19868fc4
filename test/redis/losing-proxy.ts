import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A network between a client and Redis that can lose an answer: the connection breaks after Redis has done the command. */
export interface LosingProxy extends AsyncDisposable {
  readonly url: string;
  readonly loseNextAnswer: () => void;
  /** How many answers were lost. */
  readonly lost: () => number;
}

export async function losingProxy(serverPort: number): Promise<LosingProxy> {
  const sockets = new Set<Socket>();
  let losesNext = false;
  let lost = 0;
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    client.on('data', (data) => server.write(data));
    server.on('data', (data) => {
      if (!losesNext) return client.write(data);
      losesNext = false;
      lost += 1;
      return client.destroy();
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `redis://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    loseNextAnswer: () => {
      losesNext = true;
    },
    lost: () => lost,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
