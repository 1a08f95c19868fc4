import {
  type Emulator,
  type EmulatorAnswer,
  type EmulatorOptions,
  startEmulator,
} from '@sms-connectors/core/testing';

export interface AcmeEmulator extends Emulator {
  /** A config for the connector: `acme({ ...emulator.config, templates }, { baseUrl: emulator.url })`. */
  readonly config: { readonly apiKey: string; readonly from: string };
}

/** Starts Acme's API on loopback. It checks credentials and parameters, and answers as Acme does. */
export async function startAcmeEmulator(options: EmulatorOptions = {}): Promise<AcmeEmulator> {
  const emulator = await startEmulator(
    {
      // Accepts nothing yet: check the request, `record` the message, and answer as the provider does.
      answer: (_request, _record): EmulatorAnswer => ({ status: 501, body: {} }),
      // If Acme documents no answer for a rate limit, leave this one.
      rateLimited: (retryAfter) => ({
        status: 429,
        headers: { 'retry-after': retryAfter },
        body: {},
      }),
    },
    options,
  );
  return { ...emulator, config: { apiKey: 'emulated-api-key', from: '+15005550006' } };
}

export { startAcmeEmulator as startEmulator };
