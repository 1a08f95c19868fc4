import assert from 'node:assert/strict';
import { expectConnectorError } from '../expect-connector-error.ts';
import { type Behaviour, response } from './fault-server.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';
import { untilDeadline } from './until-deadline.ts';

const answering = (text: string): Behaviour => ({ answer: (socket) => socket.write(text) });

const failures: Readonly<Record<string, Behaviour>> = {
  'a 401': answering(response(401, '{}')),
  'a 429': answering(response(429, '{}', { 'retry-after': '0' })),
  'a 500': answering(response(500, '')),
  'a 503 with Retry-After': answering(response(503, '', { 'retry-after': '0' })),
  'a reset': { answer: (socket) => socket.resetAndDestroy() },
};

/** One send makes one message request, whatever happens to it. */
export function attemptsGroup({ test }: KitRunner, subject: Subject): void {
  const why =
    'A send must make exactly one message request. Retries are a policy above the connector, never inside. Declare requests that send no message as `preflight` in test/connector.test.ts.';

  test('makes one message request if it is accepted', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    await sendAccepted(subject, stage.connect());
    assert.equal(stage.messageRequests().length, 1, why);
  });

  for (const [name, behaviour] of Object.entries(failures)) {
    test(`makes one message request before ${name}`, async ({ make, openFault }) => {
      await using server = await openFault(behaviour);
      await expectConnectorError(send(subject, make({ baseUrl: server.url })));
      assert.equal(server.requests.length, 1, why);
    });
  }

  test('makes one message request before the deadline', ({ make, openFault }) =>
    untilDeadline(async (timeoutMs) => {
      await using server = await openFault({});
      await expectConnectorError(send(subject, make({ baseUrl: server.url, timeoutMs })));
      const { length } = server.requests;
      return { hasArrived: length > 0, check: () => assert.equal(length, 1, why) };
    }));
}
