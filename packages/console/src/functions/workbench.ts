import {
  type Connector,
  ConnectorError,
  type DeliveryReport,
  deliveryReportHandler,
  type InboxMessage,
  type Message,
} from '@sms-connectors/core';
import { emulatedConfig } from './emulated-config.ts';
import type { InstalledConnector, ProviderEmulator } from './installed-connectors.ts';
import { emulatedOnPhone, onPhone } from './phone.ts';
import { failedResult, type TryFailed, tryMessage, type TryResult } from './try-message.ts';
import { verifyConfig, type VerifyAnswer } from './verify-config.ts';

/** Whether a message goes to the provider itself or to its emulator on this machine. */
export type SendTarget = 'provider' | 'emulator';

/** A connector's config and where to send with it. */
interface Trial {
  readonly id: string;
  readonly config: unknown;
  readonly target: SendTarget;
}

interface SendOrder extends Trial {
  readonly message: Message;
}

/** The connectors, emulators and phones of one session. */
export interface Workbench {
  readonly connectors: readonly InstalledConnector[];
  readonly find: (id: string) => InstalledConnector | undefined;
  readonly send: (order: SendOrder) => Promise<TryResult>;
  /** Asks the provider, or its emulator, to check a config. Sends no message. */
  readonly verify: (trial: Trial) => Promise<VerifyAnswer | TryFailed>;
  /** Starts the connector's emulator unless it is running; `undefined` if the connector has none. */
  readonly emulator: (id: string) => Promise<Pick<ProviderEmulator, 'url' | 'config'> | undefined>;
  /** The messages on the phone: the connector's inbox, if it has one, and what its emulator received. */
  readonly messages: (id: string) => Promise<readonly InboxMessage[]>;
  /** The delivery reports of this session, newest last. */
  readonly reports: (id: string) => readonly DeliveryReport[];
  /** Handles a connector's webhook; accepts only requests with the provider's signature. */
  readonly receiveReports: (id: string, request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

interface Made {
  readonly key: string;
  readonly connector: Connector;
  /** Absent if the connector does not parse reports. */
  readonly receiveReports: ((request: Request) => Promise<Response>) | undefined;
}

/** `reportsUrl` returns the URL to which a connector's emulator posts reports. Without it, emulators send none. */
export function openWorkbench(
  connectors: readonly InstalledConnector[],
  reportsUrl?: (id: string) => string,
): Workbench {
  const emulators = new Map<string, Promise<ProviderEmulator>>();
  const made = new Map<string, Made>();
  const reports = new Map<string, readonly DeliveryReport[]>();
  const kept = new Map<string, readonly InboxMessage[]>();
  const find = (id: string) => connectors.find((connector) => connector.id === id);

  const emulatorOf = (id: string): Promise<ProviderEmulator> | undefined => {
    const { factory, startEmulator } = find(id) ?? {};
    if (factory === undefined || startEmulator === undefined) return undefined;
    // If the provider has no config field for the URL, it is a setting at the provider.
    const deliveryReportUrl = urlFieldOf(factory) === undefined ? reportsUrl?.(id) : undefined;
    const running = emulators.get(id) ?? startEmulator({ deliveryReportUrl });
    emulators.set(id, running);
    return running;
  };

  /** Returns the connector's factory and, if it is the target, the emulator. */
  const partsOf = async ({ id, target }: Trial) => {
    const factory = find(id)?.factory;
    const emulator = target === 'emulator' ? await emulatorOf(id) : undefined;
    if (factory !== undefined && (target === 'provider' || emulator !== undefined)) {
      return { factory, emulator };
    }
    const detail =
      factory === undefined ? 'is not installed.' : 'has no emulator; nothing was sent.';
    const provider = { id };
    throw new ConnectorError({ code: 'invalid_config', outcome: 'rejected', detail, provider });
  };

  // Reuse the connector, with its connections and inbox, as long as its config stays the same.
  const connectorFor = async (trial: Trial): Promise<Connector> => {
    const { id, config } = trial;
    const { factory, emulator } = await partsOf(trial);
    const key = JSON.stringify([config, emulator?.url]);
    const before = made.get(id);
    if (before?.key === key) return before.connector;
    const own = factory(config);
    // The line above has validated the user's config, although the emulator uses its own account.
    const connector =
      emulator === undefined
        ? own
        : emulated(factory, config as object, emulator, reportsUrl?.(id));
    const receiveReports =
      connector.parseDeliveryReport &&
      deliveryReportHandler({
        connectors: [connector],
        onReports: (arrived) =>
          void reports.set(id, [...(reports.get(id) ?? []), ...arrived].slice(-most)),
      });
    kept.set(id, await messagesOf(id));
    made.set(id, { key, connector, receiveReports });
    await before?.connector.close();
    return connector;
  };

  const messagesOf = async (id: string): Promise<readonly InboxMessage[]> => {
    const connector = made.get(id)?.connector;
    const inbox = await connector?.inbox?.list();
    const emulator = await emulators.get(id);
    return onPhone([
      ...(kept.get(id) ?? []),
      ...(inbox ?? []),
      ...(emulator?.messages ?? []).map(emulatedOnPhone),
    ]);
  };

  return {
    connectors,
    find,
    send: async (order) => {
      try {
        return await tryMessage(await connectorFor(order), order.message);
      } catch (error) {
        return failedResult(error, order.id, 0);
      }
    },
    verify: async (trial) => {
      try {
        const { factory, emulator } = await partsOf(trial);
        // This checks the account itself, so the emulator gets the config unchanged.
        return await verifyConfig(factory(trial.config, { baseUrl: emulator?.url }));
      } catch (error) {
        return failedResult(error, trial.id, 0);
      }
    },
    emulator: async (id) => {
      const emulator = await emulatorOf(id);
      return emulator && { url: emulator.url, config: emulator.config };
    },
    messages: messagesOf,
    reports: (id) => reports.get(id) ?? [],
    receiveReports: async (id, request) =>
      (await made.get(id)?.receiveReports?.(request)) ?? new Response(null, { status: 404 }),
    close: async () => {
      await Promise.all([...made.values()].map(({ connector }) => connector.close()));
      await Promise.all([...emulators.values()].map(async (emulator) => (await emulator).close()));
    },
  };
}

// The page shows recent reports only.
const most = 500;

/** Makes a connector to an emulator that posts its reports to the console. */
function emulated(
  factory: InstalledConnector['factory'],
  config: object,
  emulator: ProviderEmulator,
  deliveryReportUrl: string | undefined,
): Connector {
  const given = emulatedConfig(factory, config as Readonly<Record<string, unknown>>, emulator);
  const urlField = urlFieldOf(factory);
  const isReported = urlField !== undefined && deliveryReportUrl !== undefined;
  const reported = isReported ? { ...given, [urlField]: deliveryReportUrl } : given;
  return factory(reported, { baseUrl: emulator.url, http: emulator.http });
}

function urlFieldOf({ manifest }: InstalledConnector['factory']): string | undefined {
  return manifest.capabilities.deliveryReports?.urlField;
}
