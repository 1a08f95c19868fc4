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
import { failedResult, type SendFailed, sendMessage, type SendResult } from './send-message.ts';
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
  readonly receiveReports: (request: Request) => Promise<Response>;
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

  // A connector keeps its connections and its inbox for as long as its config stays the same.
  const connectorFor = async ({ id, config, target }: Trial): Promise<Connector> => {
    const emulator = target === 'emulator' ? await emulatorOf(id) : undefined;
    const baseUrl = emulator?.url;
    const key = JSON.stringify([config, baseUrl]);
    const before = made.get(id);
    if (before?.key === key) return before.connector;
    const factory = find(id)?.factory;
    if (factory === undefined || (target === 'emulator' && baseUrl === undefined)) {
      const detail =
        factory === undefined ? 'is not installed.' : 'has no emulator; nothing was sent.';
      throw new ConnectorError({
        code: 'invalid_config',
        outcome: 'rejected',
        detail,
        provider: { id },
      });
    }
    const connector = emulator === undefined ? factory(config) : emulated(id, config, emulator);
    const receiveReports = deliveryReportHandler({
      connectors: [connector],
      onReports: (arrived) =>
        void reports.set(id, [...(reports.get(id) ?? []), ...arrived].slice(-most)),
    });
    kept.set(id, await messagesOf(id));
    made.set(id, { key, connector, receiveReports });
    return connector;
  };

  const emulated = (id: string, config: unknown, emulator: ProviderEmulator): Connector => {
    const { factory } = find(id) as InstalledConnector;
    // What is wrong with the config itself is said, though the emulator takes its own.
    factory(config);
    const given = emulatedConfig(factory, config as Readonly<Record<string, unknown>>, emulator);
    const deliveryReportUrl = takesReports(factory) ? reportsUrl?.(id) : undefined;
    const reported = { ...given, ...(deliveryReportUrl !== undefined && { deliveryReportUrl }) };
    return factory(reported, { baseUrl: emulator.url });
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
        return await verifyConfig(await connectorFor(trial));
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
      (await made.get(id)?.receiveReports(request)) ?? new Response(null, { status: 404 }),
    close: async () => {
      await Promise.all([...emulators.values()].map(async (emulator) => (await emulator).close()));
    },
  };
}

// As many reports as anybody looks back on.
const most = 500;

/** Whether the config has the field in which connectors are told where reports go. */
function takesReports({ configSchema }: InstalledConnector['factory']): boolean {
  return schemaAt(jsonSchemaOf(configSchema), ['deliveryReportUrl']) !== undefined;
}
