import {
  type Connector,
  ConnectorError,
  type ConnectorOptions,
  type DeliveryReport,
  deliveryReportHandler,
  type InboxMessage,
  type Message,
} from '@sms-connectors/core';
import { checkConfig, type ConfigReport } from './check-config.ts';
import { type CodeTrial, type CodeTrials, openCodeTrials } from './code-trials.ts';
import { emulatedConfig } from './emulated-config.ts';
import { emulatorValues } from './emulator-values.ts';
import { readGuide } from './guide.ts';
import type { InstalledConnector, ProviderEmulator } from './installed-connectors.ts';
import { emulatedOnPhone, onPhone } from './phone.ts';
import { trialConfig } from './trial-config.ts';
import { failedResult, type TryFailed, tryMessage } from './try-message.ts';
import { verifyConfig, type VerifyAnswer } from './verify-config.ts';

/** Whether a message goes to the provider itself or to its emulator on this machine. */
export type SendTarget = 'provider' | 'emulator';

type Config = Readonly<Record<string, unknown>>;

/** A connector's config and where to send with it. */
interface Trial {
  readonly id: string;
  /** Of the user, perhaps unfinished: an emulator gets its own account instead of the user's. */
  readonly config: Config;
  readonly target: SendTarget;
}

interface SendOrder extends Trial {
  readonly message: Message;
  /** Sends a new code that `checkCode` checks, instead of the one in the payload; never to a real phone. */
  readonly withNewCode?: boolean | undefined;
}

/** The connectors, emulators and phones of one session. */
export interface Workbench {
  readonly connectors: readonly InstalledConnector[];
  readonly find: (id: string) => InstalledConnector | undefined;
  readonly send: (order: SendOrder) => Promise<CodeTrial>;
  readonly checkCode: CodeTrials['check'];
  /** Asks the provider, or its emulator, to check a config. Sends no message. */
  readonly verify: (trial: Trial) => Promise<VerifyAnswer | TryFailed>;
  /** Starts the connector's emulator unless it is running; `undefined` if the connector has none. */
  readonly emulator: (id: string) => Promise<Pick<ProviderEmulator, 'url' | 'config'> | undefined>;
  /** Checks a config on this machine, also for the emulator's values, with which nothing real is sent. */
  readonly check: (id: string, config: Config) => Promise<ConfigReport>;
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

interface WorkbenchOptions {
  /** The URL to which a connector's emulator posts reports. Without it, emulators send none. */
  readonly reportsUrl?: ((id: string) => string) | undefined;
  /** Of the connectors to the provider itself. */
  readonly connectorOptions?: ConnectorOptions | undefined;
}

export function openWorkbench(
  connectors: readonly InstalledConnector[],
  { reportsUrl, connectorOptions }: WorkbenchOptions = {},
): Workbench {
  const emulators = new Map<string, Promise<ProviderEmulator>>();
  const made = new Map<string, Made>();
  const reports = new Map<string, readonly DeliveryReport[]>();
  const codes = openCodeTrials();
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

  /** Returns the connector and, if it is the target, the emulator. */
  const partsOf = async ({ id, target }: Trial) => {
    const installed = find(id);
    const emulator = target === 'emulator' ? await emulatorOf(id) : undefined;
    if (installed !== undefined && (target === 'provider' || emulator !== undefined)) {
      const { url: baseUrl, http } = emulator ?? {};
      return { installed, emulator, options: emulator ? { baseUrl, http } : connectorOptions };
    }
    const detail =
      installed === undefined ? 'is not installed.' : 'has no emulator; nothing was sent.';
    const provider = { id };
    throw new ConnectorError({ code: 'invalid_config', outcome: 'rejected', detail, provider });
  };

  // Reuse the connector, with its connections and inbox, as long as its config stays the same.
  const connectorFor = async (trial: Trial): Promise<Connector> => {
    const { id } = trial;
    const { installed, emulator, options } = await partsOf(trial);
    const { factory } = installed;
    const config =
      emulator === undefined
        ? trial.config
        : reported(
            factory,
            emulatedConfig(factory, trial.config, emulator, await trialConfig(installed)),
            reportsUrl?.(id),
          );
    const key = JSON.stringify([config, emulator?.url]);
    const before = made.get(id);
    if (before?.key === key) return before.connector;
    const connector = factory(config, options);
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
        const connector = await connectorFor(order);
        if (order.withNewCode !== true) return await tryMessage(connector, order.message);
        assertStaysHere(order, connector);
        return await codes.send(connector, order.message);
      } catch (error) {
        return failedResult(error, order.id, 0);
      }
    },
    checkCode: codes.check,
    verify: async (trial) => {
      try {
        const { installed, options } = await partsOf(trial);
        // This checks the account itself, so the emulator gets the config unchanged.
        return await verifyConfig(installed.factory(trial.config, options));
      } catch (error) {
        return failedResult(error, trial.id, 0);
      }
    },
    emulator: async (id) => {
      const emulator = await emulatorOf(id);
      return emulator && { url: emulator.url, config: emulator.config };
    },
    check: async (id, config) => {
      const { installed } = await partsOf({ id, config, target: 'provider' });
      const report = checkConfig(installed.factory, config);
      const emulator = await emulatorOf(id);
      if (emulator === undefined) return report;
      const guide = await readGuide(installed.folder, 'en');
      const madeUp = emulatorValues(installed.factory, config, [emulator.config, guide?.example]);
      const issues = [...report.issues, ...madeUp];
      return { ...report, valid: issues.length === 0, issues };
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

/** @throws `ConnectorError` `invalid_message` */
function assertStaysHere({ id, target }: Trial, { manifest }: Connector): void {
  if (target === 'emulator' || manifest.capabilities.inProcess === true) return;
  const detail = 'a code that can be checked goes to an emulator only; nothing was sent.';
  const provider = { id };
  throw new ConnectorError({ code: 'invalid_message', outcome: 'rejected', detail, provider });
}

// The page shows recent reports only.
const most = 500;

/** The config of a connector whose emulator posts its reports to the console. */
function reported(
  factory: InstalledConnector['factory'],
  config: Config,
  deliveryReportUrl: string | undefined,
): Config {
  const urlField = urlFieldOf(factory);
  const isReported = urlField !== undefined && deliveryReportUrl !== undefined;
  return isReported ? { ...config, [urlField]: deliveryReportUrl } : config;
}

function urlFieldOf({ manifest }: InstalledConnector['factory']): string | undefined {
  return manifest.capabilities.deliveryReports?.urlField;
}
