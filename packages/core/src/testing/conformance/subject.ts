import assert from 'node:assert/strict';
import type { InferInput } from '../../config/standard-schema.ts';
import type { ConnectorError } from '../../errors/connector-error.ts';
import type {
  Connector,
  ConnectorFactory,
  ConnectorOptions,
  DeliveryReport,
  FailedOutcome,
  Message,
  Receipt,
  SendOptions,
  WebhookRequest,
} from '../../contract.ts';
import type { ConfigSchema } from '../../connector/connector-definition.ts';
import type { ErrorCode } from '../../errors/error-codes.ts';
import { usageTypes } from '../../usage-types/usage-types.ts';
import type { EmulatedMessage, Emulator, EmulatorAnswer } from '../emulator.ts';

/** The functions of a test runner that the kit needs: vitest's, jest's, or `node:test`'s. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly test: (name: string, body: () => Promise<void>) => unknown;
}

/** A message as it arrived at the provider. */
export type ReceivedMessage = Pick<EmulatedMessage, 'messageId' | 'to' | 'text'>;

/** One documented answer of the provider, and what it means. */
export interface DocumentedAnswer {
  readonly name: string;
  readonly answer: EmulatorAnswer;
  readonly means: {
    readonly outcome: FailedOutcome;
    readonly code: ErrorCode;
    readonly providerCode?: string;
  };
}

/** A genuine webhook request, and the reports in it. */
export interface DocumentedWebhook {
  readonly name: string;
  readonly request: WebhookRequest;
  readonly reports: readonly DeliveryReport[];
}

export interface ConformanceOptions<Schema extends ConfigSchema, Extras extends object> {
  readonly runner: TestRunner;
  readonly connector: ConnectorFactory<Schema, Extras>;
  /** A valid config that the emulator accepts, without its templates. */
  readonly config: Omit<InferInput<Schema>, 'templates'>;
  /** The folder of the connector's package, to read its guide: `new URL('..', import.meta.url)`. */
  readonly packageUrl: URL;
  /** Starts the provider's emulator. A connector whose provider is in the process has `received` instead. */
  readonly startEmulator?: () => Promise<Emulator>;
  /** What arrived at a provider in the process. */
  readonly received?: (connector: Connector & Extras) => Promise<readonly ReceivedMessage[]>;
  /** The provider's documented failures: a body for each form that it has. */
  readonly answers: readonly DocumentedAnswer[];
  /** With delivery reports: genuine requests, and where their proof is. */
  readonly deliveryReports?: {
    readonly webhooks: readonly DocumentedWebhook[];
    /**
     * Without which nothing is believed: headers, query parameters (`?token`), or members of a body in
     * JSON (`$.Signature`).
     */
    readonly proof: readonly string[];
    /** A request that was genuine, long ago; where the provider signs the time. */
    readonly stale?: WebhookRequest;
  };
}

/** A connector in front of a provider that runs. */
interface Stage extends AsyncDisposable {
  readonly connect: (content?: string, options?: ConnectorOptions) => Connector;
  readonly received: () => Promise<readonly ReceivedMessage[]>;
  /** The emulator; a provider in the process has none. */
  readonly emulator: Emulator | undefined;
}

/** A factory whose config the kit makes from the options. */
export type AnyConnectorFactory = Pick<
  ConnectorFactory<ConfigSchema>,
  'manifest' | 'configSchema'
> &
  ((config: object, options?: ConnectorOptions) => Connector);

/** What the groups test. */
export interface Subject {
  readonly connector: AnyConnectorFactory;
  readonly options: Pick<
    ConformanceOptions<ConfigSchema, object>,
    'config' | 'packageUrl' | 'answers' | 'deliveryReports'
  >;
  /** Makes the connector with a template for each usage type, all of this content. */
  readonly make: (content?: string, options?: ConnectorOptions) => Connector;
  readonly open: () => Promise<Stage>;
}

// Values that nothing but a message may hold; each is searched for wherever it must not be.
export const canaries = {
  to: '+33698765401',
  code: '90417263',
  content: 'Canary text: your code is {{code}}.',
  text: 'Canary text: your code is 90417263.',
} as const;

const message: Message = {
  to: canaries.to,
  usageType: 'SignIn',
  payload: { code: canaries.code },
};

export function makeSubject<Schema extends ConfigSchema, Extras extends object>(
  options: ConformanceOptions<Schema, Extras>,
): Subject {
  const { connector, config, startEmulator, received } = options;
  const makeWithExtras = (content: string = canaries.content, made?: ConnectorOptions) => {
    const templates = usageTypes.map((usageType) => ({ usageType, content }));
    return connector({ ...config, templates } as unknown as InferInput<Schema>, made);
  };
  const open = async (): Promise<Stage> => {
    const emulator = await startEmulator?.();
    const inbox: (() => Promise<readonly ReceivedMessage[]>)[] = [];
    return {
      connect: (content, made) => {
        const instance = makeWithExtras(content, { baseUrl: emulator?.url, ...made });
        if (received !== undefined) inbox.push(() => received(instance));
        return instance;
      },
      received: async () =>
        emulator?.messages ?? (await Promise.all(inbox.map((read) => read()))).flat(),
      emulator,
      [Symbol.asyncDispose]: async () => emulator?.close(),
    };
  };
  return {
    connector: connector as unknown as AnyConnectorFactory,
    options,
    make: makeWithExtras,
    open,
  };
}

/** Sends the message that the kit uses throughout, which the provider takes. */
export async function sendAccepted(
  connector: Connector,
  overrides: Partial<Message> = {},
): Promise<Receipt> {
  return send(connector, overrides).catch((error: unknown) => {
    const { code, provider } = error as ConnectorError;
    const status = provider.httpStatus === undefined ? '' : `, HTTP ${provider.httpStatus}`;
    return assert.fail(
      `A message that the provider takes gave ${code}${status} in place of a receipt. Have the emulator take and record it (src/emulator.ts), and classify() read the message id from its answer (src/connector.ts).`,
    );
  });
}

/** Sends the message that the kit uses throughout. */
export function send(
  connector: Connector,
  overrides: Partial<Message> = {},
  options?: SendOptions,
): Promise<Receipt> {
  return connector.send({ ...message, ...overrides }, options);
}
