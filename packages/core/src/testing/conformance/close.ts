import assert from 'node:assert/strict';
import { expectConnectorError } from '../expect-connector-error.ts';
import { connectionsEnd } from './deadline-and-cancellation.ts';
import { response } from './fault-server.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';

const answer = response(429, '{}');

/** `close()` ends everything that the connector opened. */
export function closeGroup({ test }: KitRunner, subject: Subject): void {
  test('later sends are refused', async ({ open }) => {
    await using stage = await open();
    const connector = stage.connect();
    await sendAccepted(subject, connector);
    await connector.close();
    const error = await expectConnectorError(send(subject, connector));
    assert.deepEqual([error.code, error.outcome], ['aborted', 'rejected']);
    assert.equal((await stage.received()).length, 1, 'A closed connector sent a message.');
  });

  if (!subject.usesNetwork) return;
  test('no connection stays open', async ({ make, openFault }) => {
    await using server = await openFault({ answer: (socket) => socket.write(answer) });
    const connector = make({ baseUrl: server.url });
    await expectConnectorError(send(subject, connector));
    await connector.close();
    await connectionsEnd(
      server,
      'Use the http that connect() receives, or release your own in connection.close.',
    );
  });

  test('sends under way end first', async ({ make, openFault }) => {
    const arrived = Promise.withResolvers<void>();
    await using server = await openFault({
      answer: (socket) => {
        arrived.resolve();
        setTimeout(() => socket.write(answer), 200);
      },
    });
    const connector = make({ baseUrl: server.url });
    const sending = expectConnectorError(send(subject, connector));
    await Promise.race([arrived.promise, sending]);
    await connector.close();
    const { code } = await sending;
    assert.ok(
      code !== 'network' && code !== 'aborted' && code !== 'timeout',
      'close() must wait for the sends under way.',
    );
  });
}
