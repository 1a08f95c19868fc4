import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface Gate extends AsyncDisposable {
  readonly url: string;
  readonly arrivals: readonly Socket[];
  /** Lets everything pass, and waits for what may still come through. */
  readonly open: () => Promise<void>;
}

/** Stands before a TLS server: takes connections at once, and lets nothing pass until it is opened. */
export async function startGate(
  target: string,
  onArrival: () => void = () => undefined,
): Promise<Gate> {
  const arrivals: Socket[] = [];
  const onwards: Socket[] = [];
  let isOpen = false;
  const pass = (socket: Socket): void => {
    const onward = connect(Number(new URL(target).port), '127.0.0.1');
    onward.on('error', () => socket.destroy());
    onwards.push(onward);
    socket.pipe(onward).pipe(socket);
  };
  const server = createServer((socket) => {
    arrivals.push(socket);
    socket.on('error', () => undefined);
    if (isOpen) pass(socket);
    onArrival();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    open: async () => {
      isOpen = true;
      for (const socket of arrivals) pass(socket);
      await delay(60);
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of [...arrivals, ...onwards]) socket.destroy();
      await closed;
    },
  };
}
