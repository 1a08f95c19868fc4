import { describeConnector } from '@sms-connectors/core/testing';
import { describe, test } from 'vitest';
import { startAcmeEmulator } from '../src/emulator.ts';
import { acme } from '../src/index.ts';

const emulator = await startAcmeEmulator();
await emulator.close();

describeConnector({
  runner: { describe, test },
  connector: acme,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startAcmeEmulator,
  // The provider's documented failures and their meaning:
  // { name: 'a wrong key', answer: { status: 401, body: {} }, means: { outcome: 'rejected', code: 'unauthorized' } }
  answers: [],
});
