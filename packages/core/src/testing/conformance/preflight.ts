import assert from 'node:assert/strict';
import { expectConnectorError } from '../expect-connector-error.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';
import { attemptFault, faults } from './transport-faults.ts';

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
    test(`${name} is rejected, and the next send asks again`, (context) =>
      attemptFault(fault, async (timeoutMs) => {
        await using server = await context.openPreflightFault(fault.behaviour);
        const connector = context.make({ baseUrl: server.url });
        const error = await expectConnectorError(send(subject, connector, {}, { timeoutMs }));
        const hasArrived = server.requests.length > 0;
        const isSent = server.forwarded.some(isMessageRequest);
        // A request that never ends is still under way.
        if (fault.code !== 'timeout') await sendAccepted(subject, connector);
        const check = (): void => {
          assert.equal(
            error.outcome,
            'rejected',
            'No message was sent: return the answer of accessTokens().get() from request() as it is.',
          );
          if (fault.code === 'timeout' || fault.code === 'network') {
            assert.equal(error.code, fault.code, 'Return the failure of the preflight as it is.');
          }
          assert.ok(!isSent, 'The message was sent although the preflight failed.');
        };
        return { hasArrived, check };
      }));
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
