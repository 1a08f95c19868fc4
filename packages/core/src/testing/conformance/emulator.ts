import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { isConnectorError } from '../../errors/connector-error.ts';
import type { KitRunner } from './kit-runner.ts';
import { send, sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';
import { untilDeadline } from './until-deadline.ts';

const slowMs = 300;
const why =
  'The emulator (src/emulator.ts) must return what startEmulator() of @sms-connectors/core/testing returns, with its own members added.';

/** The emulator fails on demand, so that applications can test what they do then, and answers only programs. */
export function emulatorGroup({ test }: KitRunner, subject: Subject): void {
  const { isMessageRequest } = subject;

  test('fail({ kind: slow }) delays the answer', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    const connector = stage.connect();
    stage.emulator.fail({ kind: 'slow', ms: slowMs }, 1, isMessageRequest);
    const startedAt = performance.now();
    await sendAccepted(subject, connector);
    // Timers may fire a little early.
    assert.ok(performance.now() - startedAt > slowMs - 10, why);
    assert.equal(stage.emulator.messages.length, 1, why);
  });

  test('fail({ kind: reset }) breaks the connection until reset()', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    const { emulator } = stage;
    const connector = stage.connect();
    emulator.fail({ kind: 'reset' }, Infinity, isMessageRequest);
    await assert.rejects(send(subject, connector), isConnectorError, why);
    assert.ok(stage.messageRequests().length > 0, why);
    assert.equal(emulator.messages.length, 0, why);
    emulator.reset();
    assert.equal(emulator.requests.length, 0, why);
    await sendAccepted(subject, connector);
    assert.equal(emulator.messages.length, 1, why);
  });

  test('fail({ kind: hang }) answers nothing', ({ openEmulator }) =>
    untilDeadline(async (timeoutMs) => {
      await using stage = await openEmulator();
      stage.emulator.fail({ kind: 'hang' }, 1, isMessageRequest);
      await assert.rejects(send(subject, stage.connect({ timeoutMs })), isConnectorError, why);
      const arrived = stage.messageRequests().length;
      const accepted = stage.emulator.messages.length;
      const check = (): void => assert.ok(arrived > 0 && accepted === 0, why);
      return { hasArrived: arrived > 0, check };
    }));

  test('requests of websites are refused', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    assert.equal(await statusOf(stage.emulator.url, { origin: 'https://example.com' }), 403, why);
    assert.deepEqual(stage.emulator.requests, [], why);
  });
}

async function statusOf(url: string, headers: Readonly<Record<string, string>>) {
  const sending = httpRequest(url, { method: 'POST', headers });
  sending.end();
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}
