// How a test suite on Node uses the types: the emulators and the client for high volume.
import { startEmulator } from '@sms-connectors/core/testing';
import { undiciHttp } from '@sms-connectors/core/undici';
import { twilio } from '@sms-connectors/twilio';
import { startTwilioEmulator, type TwilioEmulator } from '@sms-connectors/twilio/emulator';

export async function emulated(): Promise<string | undefined> {
  const emulator: TwilioEmulator = await startTwilioEmulator();
  const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
  const options = { baseUrl: emulator.url, http: undiciHttp() };
  const sms = twilio({ ...emulator.config, templates }, options);
  await sms.send({ to: '+33612345678', usageType: 'Generic', payload: { code: '314159' } });
  await emulator.close();
  return emulator.messages[0]?.text;
}

export const other = startEmulator({
  answer: ({ headers }) => ({ status: headers.authorization === undefined ? 401 : 202, body: {} }),
  rateLimited: (retryAfter) => ({ status: 429, headers: { 'retry-after': retryAfter }, body: '' }),
});
