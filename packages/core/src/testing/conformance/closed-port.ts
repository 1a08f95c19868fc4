import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

export interface ClosedPort extends AsyncDisposable {
  readonly url: string;
}

/**
 * A URL where nothing listens. Its port belongs to an outgoing connection, so that no other server gets it: the port of
 * a server that was closed may be given to the next one that starts.
 */
export async function closedPort(): Promise<ClosedPort> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connection = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(connection, 'connect');
  return {
    url: `http://127.0.0.1:${connection.localPort}`,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      connection.destroy();
      await closed;
    },
  };
}
