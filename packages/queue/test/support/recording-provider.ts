import type { TwilioConfig } from '@sms-connectors/twilio';
import { startTwilioEmulator, type TwilioEmulator } from '@sms-connectors/twilio/emulator';

/** Twilio's emulator, which remembers every message that it accepted. */
export interface RecordingProvider extends AsyncDisposable {
  readonly emulator: TwilioEmulator;
  readonly forWorkers: { readonly url: string; readonly config: Omit<TwilioConfig, 'templates'> };
  /** How often a message to this number was accepted. */
  readonly accepted: (to: string) => number;
}

export async function startRecordingProvider(): Promise<RecordingProvider> {
  const counts = new Map<string, number>();
  const emulator = await startTwilioEmulator({
    onMessage: ({ to }) => void counts.set(to, (counts.get(to) ?? 0) + 1),
  });
  return {
    emulator,
    forWorkers: { url: emulator.url, config: emulator.config },
    accepted: (to) => counts.get(to) ?? 0,
    [Symbol.asyncDispose]: () => emulator.close(),
  };
}
