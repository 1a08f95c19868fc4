import assert from 'node:assert/strict';
import type { Connector } from '../../contract.ts';
import { expectConnectorError } from '../expect-connector-error.ts';
import { recipientAt } from './canaries.ts';
import { type Behaviour, response } from './fault-server.ts';
import type { KitRunner } from './kit-runner.ts';
import { sendAccepted } from './send.ts';
import type { Subject } from './subject.ts';

const failures: Readonly<Record<string, Behaviour>> = {
  'a reset': { answer: (socket) => socket.resetAndDestroy() },
  'a 500': { answer: (socket) => socket.write(response(500, '')) },
};

/** The provider learns which codes were used. */
export function conversionsGroup({ test }: KitRunner, subject: Subject): void {
  test('reports used and unused codes', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    const connector = stage.connect();
    const used = await sendAccepted(subject, connector, { to: recipientAt(0) });
    const unused = await sendAccepted(subject, connector, { to: recipientAt(1) });
    await report(connector, used.messageId, true);
    await report(connector, unused.messageId, false);
    const isUsedOnly = subject.capabilities.conversions === 'used_only';
    assert.deepEqual(
      stage.emulator.conversions,
      [
        { messageId: used.messageId, used: true },
        ...(isUsedOnly ? [] : [{ messageId: unused.messageId, used: false }]),
      ],
      'reportConversion must report whether the code was used, and the emulator keep it with tools.recordConversion. If the provider takes used codes only, set the capability `conversions` to `used_only`.',
    );
    assert.equal(stage.emulator.messages.length, 2, 'reportConversion must send no message.');
  });

  for (const [name, behaviour] of Object.entries(failures)) {
    test(`${name} is a ConnectorError`, async ({ open, make, openFault }) => {
      await using stage = await open();
      const { messageId } = await sendAccepted(subject, stage.connect());
      await using server = await openFault(behaviour);
      const connector = make({ baseUrl: server.url });
      const error = await expectConnectorError(report(connector, messageId, true));
      assert.ok(
        server.requests.length > 0,
        `reportConversion made no request for the id of a receipt (${error.code}).`,
      );
    });
  }
}

async function report(connector: Connector, messageId: string, used: boolean): Promise<void> {
  assert.ok(
    connector.reportConversion !== undefined,
    'The manifest declares conversions: have connect() return reportConversion (src/connector.ts).',
  );
  await connector.reportConversion(messageId, used);
}
