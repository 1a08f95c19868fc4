import {
  type Connector,
  ConnectorError,
  type InboxMessage,
  type Message,
  type Sender,
  type SendOptions,
  validateConfig,
} from '@sms-connectors/core';
import { emulatedConfig } from './emulated-config.ts';
import type { ProviderEmulator } from './installed-connectors.ts';
import { emulatedOnPhone } from './phone.ts';
import type { PlanConnector } from './plan-connectors.ts';
import { trialConfig } from './trial-config.ts';

/** A connector of a plan whose provider is an emulator that can be stopped. Sends nothing beyond this machine. */
export interface TrialProvider {
  /** Stays the same, so that what is known about its health is kept. */
  readonly sender: Sender;
  /** Starts or stops the emulator, and reads the config anew. */
  readonly prepare: (found: PlanConnector, isDown: boolean) => Promise<void>;
  /** What its phone received, oldest first. */
  readonly messages: () => Promise<readonly InboxMessage[]>;
  readonly close: () => Promise<void>;
}

export function trialProvider(name: string): TrialProvider {
  const received: InboxMessage[] = [];
  let emulator: ProviderEmulator | undefined;
  let isRunning = false;
  let made: { readonly key: string; readonly connector: Connector } | undefined;
  // Why there is nothing to send with.
  let failure: unknown;

  const stop = async (): Promise<void> => {
    if (isRunning) await emulator?.close();
    isRunning = false;
  };

  const start = async ({ startEmulator }: PlanConnector['connector']): Promise<void> => {
    if (isRunning || startEmulator === undefined) return;
    emulator = await startEmulator({
      onMessage: (message) => void received.push(emulatedOnPhone(message)),
    });
    isRunning = true;
  };

  const prepare = async (found: PlanConnector, isDown: boolean): Promise<void> => {
    const { connector: installed } = found;
    const { factory, startEmulator } = installed;
    const isLocal = factory.manifest.capabilities.inProcess === true;
    failure = startEmulator === undefined && (isDown || !isLocal) ? downError(name) : undefined;
    // Without an emulator, a connector would reach the provider itself.
    if (startEmulator === undefined && !isLocal) return;
    // Its address must be known before it can be one at which nothing answers.
    if (emulator === undefined || !isDown) await start(installed);
    if (isDown) await stop();
    const account = { config: emulator?.config ?? {} };
    const config = await configOf(found, account);
    const key = JSON.stringify([config, emulator?.url, isDown]);
    if (made?.key === key) return;
    // Another connector has no connections that were open before.
    received.push(...((await made?.connector.inbox?.list()) ?? []));
    await made?.connector.close();
    made = undefined;
    const options = emulator && { baseUrl: emulator.url, http: emulator.http };
    try {
      made = { key, connector: factory(config, options) };
    } catch (error) {
      // Its example config is not valid either.
      failure = error;
    }
  };

  const send = async (message: Message, options?: SendOptions) => {
    if (made !== undefined && failure === undefined) return made.connector.send(message, options);
    throw failure ?? downError(name);
  };

  return {
    sender: { id: name, send },
    prepare,
    messages: async () => [...received, ...((await made?.connector.inbox?.list()) ?? [])],
    close: async () => {
      await made?.connector.close();
      await stop();
    },
  };
}

function downError(name: string): ConnectorError {
  const detail = 'it is down in this test.';
  const provider = { id: name };
  return new ConnectorError({ code: 'network', outcome: 'rejected', detail, provider });
}

/** The user's templates with the emulator's account; those of the guide's example if the user's do not fit. */
async function configOf(
  { connector, config }: PlanConnector,
  account: Pick<ProviderEmulator, 'config'>,
): Promise<Readonly<Record<string, unknown>>> {
  const { factory } = connector;
  const own = config && emulatedConfig(factory, config, account);
  if (own !== undefined && 'config' in validateConfig(factory.configSchema, own)) return own;
  return emulatedConfig(factory, await trialConfig(connector), account);
}
