import assert from 'node:assert/strict';
import { response, startFaultServer } from './fault-server.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { send, sendAccepted, type Subject, type TestRunner } from './subject.ts';

/** The deadline and the caller's signal end a send, and the error says what may have happened. */
export function deadlineAndAbortGroup(
  { test }: TestRunner,
  { connector, make, open }: Subject,
): void {
  test('a signal that is aborted already stops everything', async () => {
    const instance = make();
    const error = await expectConnectorError(send(instance, {}, { signal: AbortSignal.abort() }));
    assert.deepEqual([error.code, error.outcome], ['aborted', 'rejected']);
  });
  if (connector.manifest.capabilities.inProcess === true) return;

  const why = 'Hand the limits of the send to the HTTP port: connection.http gets them all.';
  test('a send’s own deadline is kept', async () => {
    await using server = await startFaultServer({});
    const started = Date.now();
    const instance = make(undefined, { baseUrl: server.url, timeoutMs: 10_000 });
    const error = await expectConnectorError(send(instance, {}, { timeoutMs: 800 }));
    assert.deepEqual([error.code, error.outcome], ['timeout', 'unknown'], why);
    assert.ok(Date.now() - started < 5000, why);
  });

  test('an abort after the request leaves the outcome unknown', async () => {
    const controller = new AbortController();
    await using server = await startFaultServer({ answer: () => controller.abort() });
    const instance = make(undefined, { baseUrl: server.url, timeoutMs: 2000 });
    const error = await expectConnectorError(send(instance, {}, { signal: controller.signal }));
    assert.deepEqual([error.code, error.outcome], ['aborted', 'unknown'], why);
  });

  test('an abort in the middle of the answer leaves the outcome unknown', async () => {
    const controller = new AbortController();
    await using server = await startFaultServer({
      answer: (socket) => {
        socket.write(response(200, '{', { 'content-length': '500' }));
        setTimeout(() => controller.abort(), 50);
      },
    });
    const instance = make(undefined, { baseUrl: server.url, timeoutMs: 2000 });
    const error = await expectConnectorError(send(instance, {}, { signal: controller.signal }));
    assert.deepEqual([error.code, error.outcome], ['aborted', 'unknown'], why);
  });

  test('an abort after the receipt changes nothing', async () => {
    await using stage = await open();
    const instance = stage.connect();
    const controller = new AbortController();
    const { messageId } = await send(instance, {}, { signal: controller.signal });
    controller.abort();
    const next = await sendAccepted(instance);
    const received = (await stage.received()).map((arrived) => arrived.messageId);
    assert.deepEqual(
      received,
      [messageId, next.messageId],
      'Let go of the signal with the answer.',
    );
  });
}
