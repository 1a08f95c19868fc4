import {
  type Connector,
  ConnectorError,
  type DeliveryReport,
  deliveryReportHandler,
  type Message,
} from '@sms-connectors/core';
import { emulatedConfig } from './emulated-config.ts';
import type { InstalledConnector, ProviderEmulator } from './installed-connectors.ts';
import { jsonSchemaOf, schemaAt } from './json-schema.ts';
import { emulatedOnPhone, inboxOf, onPhone, type PhoneMessage } from './phone.ts';
import { failedResult, type SendFailed, sendMessage, type SendResult } from './try-message.ts';
import { verifyConfig, type VerifyAnswer } from './verify-config.ts';

/** Whether a message goes to the provider itself or to its emulator on this machine. */
export type SendTarget = 'provider' | 'emulator';

/** A connector's config, and where it is tried. */
interface Trial {
  readonly id: string;
  readonly config: unknown;
  readonly target: SendTarget;
}

interface SendOrder extends Trial {
  readonly message: Message;
}

/** The connectors, emulators and phones of one run. */
export interface Workbench {
  readonly connectors: readonly InstalledConnector[];
  readonly find: (id: string) => InstalledConnector | undefined;
  readonly send: (order: SendOrder) => Promise<SendResult>;
  /** What the provider, or its emulator, says of a config; sends nothing. */
  readonly verify: (trial: Trial) => Promise<VerifyAnswer | SendFailed>;
  /** Starts the connector's emulator where it is not running; nothing where it has none. */
  readonly emulator: (id: string) => Promise<Pick<ProviderEmulator, 'url' | 'config'> | undefined>;
  /** What the phones show: the inbox of a connector that keeps one, and what its emulator took. */
  readonly messages: (id: string) => Promise<readonly PhoneMessage[]>;
  /** What became of the messages of this run, newest last. */
  readonly reports: (id: string) => readonly DeliveryReport[];
  /** Answers a connector's webhook; only what is signed as the provider signs is believed. */
  readonly receiveReports: (id: string, request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

interface Made {
  readonly key: string;
  readonly connector: Connector;
  /** Absent where the connector reads no reports. */
  readonly receiveReports: ((request: Request) => Promise<Response>) | undefined;
}

/** `reportsUrl`: where an emulator finds `receiveReports` of a connector; without one it sends no reports. */
export function openWorkbench(
  connectors: readonly InstalledConnector[],
  reportsUrl?: (id: string) => string,
): Workbench {
  const emulators = new Map<string, Promise<ProviderEmulator>>();
  const made = new Map<string, Made>();
  const reports = new Map<string, readonly DeliveryReport[]>();
  const kept = new Map<string, readonly PhoneMessage[]>();
  const find = (id: string) => connectors.find((connector) => connector.id === id);

  const emulatorOf = (id: string): Promise<ProviderEmulator> | undefined => {
    const start = find(id)?.startEmulator;
    if (start === undefined) return undefined;
    const running = emulators.get(id) ?? start();
    emulators.set(id, running);
    return running;
  };

  /** The connector's factory, and the emulator that its config is tried with. */
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

  // A connector keeps its connections and its inbox for as long as its config stays the same.
  const connectorFor = async (trial: Trial): Promise<Connector> => {
    const { id, config } = trial;
    const { factory, emulator } = await partsOf(trial);
    const key = JSON.stringify([config, emulator?.url]);
    const before = made.get(id);
    if (before?.key === key) return before.connector;
    const own = factory(config);
    // What is wrong with the config has been said, though the emulator takes its own account.
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
    return connector;
  };

  const messagesOf = async (id: string): Promise<readonly PhoneMessage[]> => {
    const connector = made.get(id)?.connector;
    const inbox = connector === undefined ? undefined : await inboxOf(connector)?.list();
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
        return await sendMessage(await connectorFor(order), order.message);
      } catch (error) {
        return failedResult(error, order.id, 0);
      }
    },
    verify: async (trial) => {
      try {
        const { factory, emulator } = await partsOf(trial);
        // The account is what is asked about, so that the emulator gets it as it is.
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
      await Promise.all([...emulators.values()].map(async (emulator) => (await emulator).close()));
    },
  };
}

// As many reports as anybody looks back on.
const most = 500;

/** The connector to an emulator, which reports to an address of the console's. */
function emulated(
  factory: InstalledConnector['factory'],
  config: object,
  emulator: ProviderEmulator,
  deliveryReportUrl: string | undefined,
): Connector {
  const given = emulatedConfig(factory, config as Readonly<Record<string, unknown>>, emulator);
  const isReported = deliveryReportUrl !== undefined && takesReports(factory);
  const reported = { ...given, ...(isReported && { deliveryReportUrl }) };
  return factory(reported, { baseUrl: emulator.url });
}

/** Whether the config has the field in which connectors are told where reports go. */
function takesReports({ configSchema }: InstalledConnector['factory']): boolean {
  return schemaAt(jsonSchemaOf(configSchema), ['deliveryReportUrl']) !== undefined;
}
