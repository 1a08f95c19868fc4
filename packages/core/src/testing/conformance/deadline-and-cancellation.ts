import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { expectConnectorError } from '../expect-connector-error.ts';
import { type FaultServer, response } from './fault-server.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';
import { untilDeadline } from './until-deadline.ts';

/** The deadline and the caller's signal end a send, and the error says what may have happened. */
export function deadlineAndCancellationGroup({ test }: KitRunner, subject: Subject): void {
  test('a signal that is already aborted stops everything', async ({ open }) => {
    await using stage = await open();
    const signal = AbortSignal.abort();
    const error = await expectConnectorError(send(subject, stage.connect(), {}, { signal }));
    assert.deepEqual([error.code, error.outcome], ['aborted', 'rejected']);
    assert.equal(await stage.attempts(), 0, 'A message was sent in spite of the signal.');
  });

  test('an abort after the receipt changes nothing', async ({ open }) => {
    await using stage = await open();
    const connector = stage.connect();
    const controller = new AbortController();
    await sendAccepted(subject, connector, {}, { signal: controller.signal });
    controller.abort();
    await sendAccepted(subject, connector);
    assert.equal(
      (await stage.received()).length,
      2,
      'Do not keep the signal of a send after its answer.',
    );
  });

  if (!subject.usesNetwork) return;
  const why =
    'Pass the limits of the send to the HTTP port, and return its failures unchanged: connection.http receives them all.';

  test('the deadline of a send is obeyed', ({ make, openFault }) =>
    untilDeadline(async (timeoutMs) => {
      await using server = await openFault({});
      const connector = make({ baseUrl: server.url });
      const startedAt = performance.now();
      const error = await expectConnectorError(send(subject, connector, {}, { timeoutMs }));
      const duration = performance.now() - startedAt;
      const hasArrived = server.requests.length > 0;
      if (hasArrived) await connectionsEnd(server, why);
      const check = (): void => {
        assert.deepEqual([error.code, error.outcome], ['timeout', 'unknown'], why);
        assert.ok(duration < timeoutMs + 5000, why);
      };
      return { hasArrived, check };
    }));

  test('an abort after the request leaves the outcome unknown', async ({ make, openFault }) => {
    const controller = new AbortController();
    await using server = await openFault({ answer: () => controller.abort() });
    const connector = make({ baseUrl: server.url });
    const { signal } = controller;
    const error = await expectConnectorError(send(subject, connector, {}, { signal }));
    assert.deepEqual([error.code, error.outcome], ['aborted', 'unknown'], why);
    await connectionsEnd(server, why);
  });

  test('an abort during the answer leaves the outcome unknown', async ({ make, openFault }) => {
    const controller = new AbortController();
    await using server = await openFault({
      answer: (socket) => {
        socket.write(response(200, '{', { 'content-length': '500' }));
        setTimeout(() => controller.abort(), 50);
      },
    });
    const connector = make({ baseUrl: server.url });
    const { signal } = controller;
    const error = await expectConnectorError(send(subject, connector, {}, { signal }));
    assert.deepEqual([error.code, error.outcome], ['aborted', 'unknown'], why);
    await connectionsEnd(server, why);
  });
}

/** Waits until no connection is open: a request whose send is over must not go on. */
export async function connectionsEnd(server: FaultServer, why: string): Promise<void> {
  const until = performance.now() + 3000;
  while (server.openConnections() > 0 && performance.now() < until) await delay(10);
  assert.ok(server.openConnections() === 0, `A connection is still open. ${why}`);
}
