import assert from 'node:assert/strict';
import type { ConfigCheck, Connector } from '../../contract.ts';
import { isConnectorError } from '../../errors/connector-error.ts';
import { type Behaviour, response, startFaultServer } from './fault-server.ts';
import type { KitRunner } from './kit-runner.ts';

const failures: Readonly<Record<string, Behaviour>> = {
  'a reset': { answer: (socket) => socket.resetAndDestroy() },
  'a 500 in HTML': { answer: (socket) => socket.write(response(500, '<h1>Error</h1>')) },
  'a 200 in HTML': { answer: (socket) => socket.write(response(200, '<h1>Proxy</h1>')) },
};

/** `verifyConfig` asks the provider about the config and sends nothing. */
export function configCheckGroup({ test }: KitRunner): void {
  test('finds nothing wrong with a valid config', async ({ openEmulator }) => {
    await using stage = await openEmulator();
    const checks = await verify(stage.connect());
    assert.ok(checks.length > 0, 'verifyConfig returned no check.');
    assert.deepEqual(
      checks.filter(({ result }) => result === 'failed'),
      [],
      'The emulator accepts this config: verifyConfig must not report it as failed.',
    );
    assert.equal(stage.emulator.messages.length, 0, 'verifyConfig must send no message.');
  });

  for (const [name, behaviour] of Object.entries(failures)) {
    test(`reports nothing as ok after ${name}`, async ({ make }) => {
      await using server = await startFaultServer(behaviour);
      const connector = make({ baseUrl: server.url });
      const checks = await verify(connector).catch((error: unknown) => {
        assert.ok(isConnectorError(error), 'verifyConfig may throw a ConnectorError only.');
        return [];
      });
      assert.ok(server.requests.length > 0, 'verifyConfig made no request.');
      assert.deepEqual(
        checks.filter(({ result }) => result === 'ok'),
        [],
        'The provider confirmed nothing: the result is unknown, or failed.',
      );
    });
  }
}

async function verify({ verifyConfig }: Connector): Promise<readonly ConfigCheck[]> {
  assert.ok(verifyConfig !== undefined, 'The connector has no verifyConfig.');
  return verifyConfig();
}
