import assert from 'node:assert/strict';
import { response, startFaultServer } from './fault-server.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { send, sendAccepted, type Subject, type TestRunner } from './subject.ts';

/** One send is one request, whatever becomes of it. */
export function attemptsGroup({ test }: TestRunner, { make, open }: Subject): void {
  const why = 'A send makes one request. Retries are a policy above the connector, never inside.';

  test('makes one request when it is accepted', async () => {
    await using stage = await open();
    await sendAccepted(stage.connect());
    assert.equal(stage.emulator?.requests.length, 1, why);
  });

  const answers = {
    'a 429': response(429, '{}', { 'retry-after': '0' }),
    'a 500': response(500, ''),
    'a 503 that says when to come back': response(503, '', { 'retry-after': '0' }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    test(`makes one request after ${name}`, async () => {
      await using server = await startFaultServer({ answer: (socket) => socket.write(answer) });
      await expectConnectorError(send(make(undefined, { baseUrl: server.url })));
      assert.equal(server.requests.length, 1, why);
    });
  }

  test('makes one request after a reset', async () => {
    await using server = await startFaultServer({ answer: (socket) => socket.resetAndDestroy() });
    await expectConnectorError(send(make(undefined, { baseUrl: server.url })));
    assert.equal(server.requests.length, 1, why);
  });

  test('makes one request before a deadline', async () => {
    await using server = await startFaultServer({});
    await expectConnectorError(send(make(undefined, { baseUrl: server.url, timeoutMs: 800 })));
    assert.equal(server.requests.length, 1, why);
  });
}
