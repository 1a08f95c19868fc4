import type { Connector, ConnectorOptions } from '@sms-connectors/core';
import type { EmulatorFault } from '@sms-connectors/core/testing';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator, type TwilioEmulator } from '@sms-connectors/twilio/emulator';
import { templates } from './message.ts';

/** A provider on this machine: its emulator, and a connector for it. */
export interface Provider extends AsyncDisposable {
  readonly emulator: TwilioEmulator;
  readonly sender: Connector;
}

export async function startProvider(options?: ConnectorOptions): Promise<Provider> {
  const emulator = await startTwilioEmulator();
  const sender = twilio({ ...emulator.config, templates }, { baseUrl: emulator.url, ...options });
  return {
    emulator,
    sender,
    [Symbol.asyncDispose]: async () => {
      await sender.close();
      await emulator.close();
    },
  };
}

/** Twilio's answer with an error code: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions */
function answer(status: number, code: number): EmulatorFault {
  return {
    kind: 'answer',
    answer: { status, body: { code, message: '', more_info: '', status } },
  };
}

/** What a provider may do with a message, and whether it may have been sent then. */
export const faults = {
  invalid_recipient: answer(400, 21211),
  opted_out: answer(400, 21610),
  fraud_blocked: answer(400, 30450),
  region_blocked: answer(400, 21408),
  sender_invalid: answer(400, 21606),
  trial_account: answer(400, 21608),
  unauthorized: answer(401, 20003),
  rate_limited: { kind: 'rate-limit', retryAfter: '1' },
  provider_unavailable: answer(400, 21702),
  reset: { kind: 'reset' },
} as const satisfies Record<string, EmulatorFault>;
