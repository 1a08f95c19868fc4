import { type SmsConnector, validateConfig } from '@logto/connector-kit';
import type { Sender } from '@sms-connectors/core';
import type { OpenSender, SenderSource } from './sender-source.ts';

const maxOpen = 20;

/**
 * The sender of a config, opened once: connections and counted limits last from message to message. Several tenants
 * may have a config each. The sender must be used at once: the least recently used one is closed, which lets messages
 * under way end.
 * @throws Logto's `ConnectorError` `invalid_config`
 */
export function openSenders(
  { open }: SenderSource,
  configGuard: SmsConnector['configGuard'],
): (config: unknown) => Sender {
  const byConfig = new Map<string, OpenSender>();
  return (config) => {
    const key = JSON.stringify(config);
    const opened = byConfig.get(key) ?? openValid(config);
    byConfig.delete(key);
    byConfig.set(key, opened);
    closeOldest();
    return opened.sender;
  };

  function openValid(config: unknown): OpenSender {
    validateConfig(config, configGuard);
    return open(config);
  }

  function closeOldest(): void {
    if (byConfig.size <= maxOpen) return;
    const [oldest] = byConfig;
    if (oldest === undefined) return;
    const [key, { close }] = oldest;
    byConfig.delete(key);
    void close();
  }
}
