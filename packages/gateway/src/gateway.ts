import { type Connector, deliveryReportHandler, type Sender } from '@sms-connectors/core';
import { undiciHttp } from '@sms-connectors/core/undici';
import { type Guard, guard } from '@sms-connectors/policies';
import { type OwnVerifications, verification } from '@sms-connectors/verify';
import type { MessageQueue } from '@sms-connectors/queue';
import { makeApp } from './app.ts';
import { asConfigError, ConfigError } from './config/config-error.ts';
import type { CompleteGatewayConfig } from './config/gateway-schema.ts';
import {
  closeAll,
  loadConnectors,
  type LoadOptions,
  type NamedConnector,
} from './config/load-connectors.ts';
import type { Log } from './http/access-log.ts';
import { idempotency } from './http/idempotency.ts';
import { openQueue } from './open-queue.ts';
import { reportForwarder } from './routes/forward-reports.ts';
import { hookPlatforms, type HookName } from './routes/hook-platforms.ts';
import { queueingSender } from './routes/queued.ts';
import { sendersOf } from './senders.ts';
import { type GatewayState, memoryState } from './state.ts';
import type { Stores } from './stores/stores.ts';

/** A gateway for one config. */
export interface Gateway {
  /** `target` is the path as the client wrote it, if that is known: a `Request` has it in its plain form. */
  readonly fetch: (request: Request, target?: string) => Promise<Response>;
  readonly connectors: readonly NamedConnector[];
  /** Ends when all requests are answered and all connections are closed. */
  readonly close: () => Promise<void>;
}

/** Makes everything that a config names. @throws `ConfigError` */
export async function makeGateway(
  config: CompleteGatewayConfig,
  options: LoadOptions,
  state: GatewayState = memoryState(),
): Promise<Gateway> {
  const { metrics, log, isReady } = state;
  const secret = [config.secret ?? []].flat();
  const stores = state.stores(secret);
  // A gateway sends much: the client that costs the least.
  const http = undiciHttp();
  let connectors: readonly NamedConnector[] = [];
  let queue: MessageQueue | undefined;
  const release = async (): Promise<void> => {
    try {
      await queue?.close();
    } finally {
      await closeAll(connectors);
      await http.close?.();
    }
  };
  try {
    connectors = await loadConnectors(config, { http, ...options });
    const { planned: sender, unlimited } = sendersOf(config, connectors, stores, metrics);
    const queued = queuedOf(config, stores, state);
    queue = queued?.queue;
    const app = makeApp({
      keys: config.keys,
      sender,
      queued,
      verifications: verificationsOf(config, sender, connectors, stores),
      hooks: hooksOf(config, sender, stores, log),
      reports: reportsOf(config, connectors, stores, queue, log),
      metrics,
      answerOnce: idempotency(stores.answers),
      isReady,
      log,
    });
    if (queue !== undefined) {
      // Last: a config that is refused must not send what others have enqueued.
      queue.worker({ sender: unlimited });
      metrics.watchQueue(queue);
    }
    return {
      fetch: app.fetch,
      connectors,
      close: async () => {
        await app.stop();
        await release();
      },
    };
  } catch (error) {
    // What is wrong with the config says more than a queue that cannot be closed.
    await release().catch(() => undefined);
    throw error;
  }
}

/** The queue. The limits come before it: what they refuse must not wait in it. */
function queuedOf(
  { plan, queue: settings, secret = [] }: CompleteGatewayConfig,
  { limits: store }: Stores,
  { queueClient: client, log }: GatewayState,
): { readonly sender: Sender; readonly queue: MessageQueue } | undefined {
  if (client === undefined) return undefined;
  const queue = openQueue({ client, secret: [secret].flat(), settings, log });
  return { sender: guard(queueingSender(queue), plan?.limits ?? {}, { store }), queue };
}

function verificationsOf(
  { verify, secret }: CompleteGatewayConfig,
  sender: Guard,
  connectors: readonly NamedConnector[],
  { verifications: store }: Stores,
): OwnVerifications | undefined {
  if (verify === undefined) return undefined;
  if (secret === undefined)
    throw new ConfigError(['secret: Required with verify: it hides codes and numbers.']);
  return asConfigError(
    () =>
      verification({
        ...verify,
        secret,
        store,
        sender,
        guards: [sender],
        connectors: connectors.map(({ name, connector }): Connector => ({
          ...connector,
          id: name,
        })),
      }),
    'verify',
  );
}

type Handler = (request: Request) => Promise<Response>;

function hooksOf(
  { hooks = {} }: CompleteGatewayConfig,
  sender: Sender,
  { claims }: Stores,
  log: Log,
): ReadonlyMap<string, Handler> {
  return new Map(
    Object.entries(hooks).map(([platform, options]) => {
      const connect = hookPlatforms[platform as HookName];
      const onError = ({ code, outcome }: { code: string; outcome: string }): void =>
        log('warn', 'hook_not_sent', { platform, code, outcome });
      const onRefused = (reason: string): void => log('warn', 'hook_refused', { platform, reason });
      try {
        return [platform, connect({ ...options, sender, claims, onError, onRefused })];
      } catch {
        throw new ConfigError([`hooks.${platform}: The options are not right. Check the secret.`]);
      }
    }),
  );
}

function reportsOf(
  { reports = {} }: CompleteGatewayConfig,
  connectors: readonly NamedConnector[],
  { reports: store }: Stores,
  queue: MessageQueue | undefined,
  log: Log,
): Handler | undefined {
  const { publicUrl, forwardTo, secret } = reports;
  const proving = connectors.filter(({ connector }) => connector.parseDeliveryReport !== undefined);
  if (proving.length === 0) return undefined;
  if (forwardTo !== undefined && secret === undefined) {
    throw new ConfigError(['reports.secret: Required with forwardTo: it signs what is forwarded.']);
  }
  const forward = forwardTo === undefined ? undefined : reportForwarder(forwardTo, secret ?? '');
  return deliveryReportHandler({
    connectors: proving.map(({ name, connector }): Connector => ({ ...connector, id: name })),
    publicUrl,
    store,
    onReports: async (received) => {
      for (const { status, code, provider } of received) {
        log('info', 'delivery_report', { connector: provider.id, status, code });
      }
      await queue?.handleReports(received);
      await forward?.(received);
    },
    onRefused: (connector, reason) => log('warn', 'delivery_report_refused', { connector, reason }),
  });
}
