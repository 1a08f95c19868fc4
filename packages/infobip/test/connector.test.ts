import { describeConnector } from '@sms-connectors/core/testing';
import { describe, test } from 'vitest';
import { startInfobipEmulator } from '@sms-connectors/infobip/emulator';
import { infobip } from '@sms-connectors/infobip';

const emulator = await startInfobipEmulator();
await emulator.close();

describeConnector({
  runner: { describe, test },
  connector: infobip,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startInfobipEmulator,
  // The provider's documented failures and their meaning:
  // { name: 'a wrong key', answer: { status: 401, body: {} }, means: { outcome: 'rejected', code: 'unauthorized' } }
  answers: [],
  // If the provider sends approved templates, one that the emulator knows, and the values it needs besides `code`:
  // template: () => ({ templateId: 'T100', parameters: [{ name: 'code', format: 'digits', maxLength: 6 }] }),
  // payload: { minutes: 10 },
  // If some requests send no message, such as those for an access token:
  // preflight: ({ path }) => path === '/oauth/token',
  // If the provider sends delivery reports, genuine ones (with the `reply` it expects, if any) and what proves them:
  // deliveryReports: { webhooks: [], proof: ['x-signature'] },
});
