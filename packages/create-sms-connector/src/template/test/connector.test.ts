import { describeConnector } from '@sms-connectors/core/testing';
import { describe, test } from 'vitest';
import { acme } from '../src/index.ts';
import { startAcmeEmulator } from '../src/emulator.ts';

const emulator = await startAcmeEmulator();
await emulator.close();

describeConnector({
  runner: { describe, test },
  connector: acme,
  config: emulator.config,
  room: new URL('..', import.meta.url),
  startEmulator: startAcmeEmulator,
  // One real answer for each form in which the provider refuses, from its documentation.
  answers: [],
});
