import type { ConnectorMetadata } from '@logto/connector-kit';
import type { Sender } from '@sms-connectors/core';

/** What sends the messages of one config, until it is closed. */
export interface OpenSender {
  readonly sender: Sender;
  readonly close: () => Promise<void>;
}

/** One connector of Logto: what its Console shows, and what sends the messages of a config. */
export interface SenderSource {
  readonly metadata: ConnectorMetadata;
  /** @throws `ConnectorError` `invalid_config` */
  readonly open: (config: unknown) => OpenSender;
}
