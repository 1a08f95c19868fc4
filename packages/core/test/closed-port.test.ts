import { connect, createServer, type Server, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { closedPort } from '../src/testing/conformance/closed-port.ts';

/** How an attempt ends: with an error, or with this event. */
function end(attempt: Server | Socket, event: 'connect' | 'listening'): Promise<unknown> {
  return new Promise((resolve) => {
    attempt.once('error', resolve);
    attempt.once(event, () => resolve(event));
  });
}

test('a closed port refuses connections, and no server can get it', async () => {
  await using closed = await closedPort();
  const port = Number(new URL(closed.url).port);
  const refused = await end(connect(port, '127.0.0.1'), 'connect');
  expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  const taken = await end(createServer().listen(port, '127.0.0.1'), 'listening');
  expect(taken).toMatchObject({ code: 'EADDRINUSE' });
});
