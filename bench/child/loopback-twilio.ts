// The package of a connector, for the gateway: Twilio's, on a local emulator. Also says what the process costs.
import type { ConnectorOptions } from '@sms-connectors/core';
import { twilio, type TwilioConfig } from '@sms-connectors/twilio';

const baseUrl = process.env['BENCH_PROVIDER'];

export const connector = Object.assign(
  (config: TwilioConfig, options: ConnectorOptions = {}) => twilio(config, { ...options, baseUrl }),
  { manifest: twilio.manifest, configSchema: twilio.configSchema },
);

process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ heap: process.memoryUsage().heapUsed, cpu: user + system });
});
