import assert from 'node:assert/strict';
import { expectConnectorError } from '../expect-connector-error.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';
import { deadlineOf, faults } from './transport-faults.ts';

/** Requests before the message, such as one for an access token: if one fails, nothing was sent. */
export function preflightGroup({ test }: KitRunner, subject: Subject): void {
  const { isMessageRequest } = subject;
  const isPreflight = (request: Parameters<typeof isMessageRequest>[0]): boolean =>
    !isMessageRequest(request);

  test('a preflight request comes before the message', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    await sendAccepted(subject, stage.connect());
    assert.ok(
      stage.emulator.requests.some(isPreflight),
      '`preflight` in test/connector.test.ts accepts no request of a send: correct it, or leave it out.',
    );
  });

  for (const [name, fault] of Object.entries(faults)) {
    test(`${name} is rejected, and the next send asks again`, async (context) => {
      await using server = await context.openPreflightFault(fault.behaviour);
      const timeoutMs = deadlineOf(fault);
      const connector = context.make({ baseUrl: server.url });
      const error = await expectConnectorError(send(subject, connector, {}, { timeoutMs }));
      assert.equal(
        error.outcome,
        'rejected',
        'No message was sent: return the answer of accessTokens().get() from request() as it is.',
      );
      if (fault.code === 'timeout' || fault.code === 'network') {
        assert.equal(error.code, fault.code, 'Return the failure of the preflight as it is.');
      }
      assert.ok(
        !server.forwarded.some(isMessageRequest),
        'The message was sent although the preflight failed.',
      );
      // The next request shares nothing with one that never ends.
      const isHanging = fault.code === 'timeout';
      if (!isHanging) await sendAccepted(subject, connector);
    });
  }

  test('a signal ends the wait for it', async ({ make, openPreflightFault }) => {
    const controller = new AbortController();
    await using server = await openPreflightFault({ answer: () => controller.abort() });
    const connector = make({ baseUrl: server.url });
    const startedAt = performance.now();
    const error = await expectConnectorError(
      send(subject, connector, {}, { signal: controller.signal }),
    );
    assert.deepEqual([error.code, error.outcome], ['aborted', 'rejected']);
    assert.ok(performance.now() - startedAt < 5000, 'The signal did not end the preflight.');
  });

  test('a credential that the provider refuses is not used again', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    const connector = stage.connect();
    await sendAccepted(subject, connector);
    const refused = { kind: 'answer', answer: { status: 401, body: {} } } as const;
    stage.emulator.fail(refused, 1, isMessageRequest);
    await expectConnectorError(send(subject, connector));
    const before = stage.emulator.requests.filter(isPreflight).length;
    await sendAccepted(subject, connector);
    const after = stage.emulator.requests.filter(isPreflight).length;
    assert.ok(after > before, 'After a 401, call accessTokens().clear() in classify().');
  });
}
