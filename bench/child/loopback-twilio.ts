// The package of a connector, for the gateway: Twilio's, on a local emulator. Also says what the process costs.
import type { ConnectorOptions } from '@sms-connectors/core';
import { twilio, type TwilioConfig } from '@sms-connectors/twilio';

const baseUrl = process.env['BENCH_PROVIDER'];

export const connector = Object.assign(
  (config: TwilioConfig, options: ConnectorOptions = {}) => twilio(config, { ...options, baseUrl }),
  { manifest: twilio.manifest, configSchema: twilio.configSchema },
);

process.on('message', (question: 'cpu' | 'heap') => {
  if (question === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
    return;
  }
  // What follows a collection is slower for a while: nothing is measured right after one.
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
