import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** Passes everything on to a server, and counts round trips. */
export interface CountingProxy extends AsyncDisposable {
  readonly port: number;
  /** How often a client asked while nothing that it had asked before was unanswered. */
  readonly roundTrips: () => number;
}

// What is asked within this time goes together, as over a network.
const latencyMs = 25;

export async function countingProxy(serverPort: number): Promise<CountingProxy> {
  let count = 0;
  const proxy = createServer((client) => {
    const server = connect(serverPort, '127.0.0.1');
    let isWaiting = false;
    client.on('data', (data) => {
      if (!isWaiting) count += 1;
      isWaiting = true;
      server.write(data);
    });
    server.on('data', (data) => {
      setTimeout(() => {
        isWaiting = false;
        client.write(data);
      }, latencyMs);
    });
    client.on('close', () => server.destroy());
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    port: (proxy.address() as AddressInfo).port,
    roundTrips: () => count,
    [Symbol.asyncDispose]: async () => {
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
