import { http } from '@sms-connectors/http';
import { startHttpEmulator } from '@sms-connectors/http/emulator';
import { describeConnector } from '@sms-connectors/core/testing';
import { afterAll, beforeEach, describe, test } from 'vitest';

const emulator = await startHttpEmulator();
beforeEach(() => emulator.reset());
afterAll(() => emulator.close());

describeConnector({
  runner: { describe, test },
  connector: http,
  config: emulator.config,
  packageUrl: new URL('..', import.meta.url),
  startEmulator: startHttpEmulator,
  // The gateway of the emulator is nobody’s; its config says what its answers mean.
  answers: [
    {
      name: 'a listed code',
      answer: { status: 200, body: { error: 'INVALID_NUMBER' } },
      means: { outcome: 'rejected', code: 'invalid_recipient', providerCode: 'INVALID_NUMBER' },
    },
    {
      name: 'a code that is not listed',
      answer: { status: 202, body: { error: 'OTHER' } },
      means: { outcome: 'unknown', code: 'invalid_response', providerCode: 'OTHER' },
    },
    {
      name: 'a 400 without a code',
      answer: { status: 400, body: '<h1>Bad Request</h1>' },
      means: { outcome: 'rejected', code: 'unclassified' },
    },
  ],
  deliveryReports: {
    webhooks: [
      {
        name: 'a report',
        request: {
          method: 'POST',
          url: 'https://example.com/reports/http?token=emulated-report-token',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id: 'm-1', status: 'delivered' }),
        },
        reports: [
          { messageId: 'm-1', status: 'delivered', provider: { id: 'http', status: 'delivered' } },
        ],
      },
    ],
    proof: ['?token'],
  },
});
