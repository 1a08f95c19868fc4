import assert from 'node:assert/strict';
import type { ConfigSchema } from '../../connector/connector-definition.ts';
import type {
  Capabilities,
  Connector,
  ConnectorFactory,
  ConnectorOptions,
  ConnectorStep,
  Message,
} from '../../contract.ts';
import { LeftOutError } from '../../send/repeated-values.ts';
import { compileTemplate } from '../../text/compiled-template.ts';
import type { Template } from '../../text/template-types.ts';
import { type UsageType, usageTypes } from '../../usage-types/usage-types.ts';
import type { Emulator } from '../emulator.ts';
import type { EmulatorRequest } from '../emulator-request.ts';
import { canaries } from './canaries.ts';
import type { ConformanceOptions, ReceivedMessage } from './conformance-options.ts';
import { type Behaviour, type FaultServer, startFaultServer } from './fault-server.ts';

/** A factory whose config the kit makes from the options. */
type AnyConnectorFactory = Pick<ConnectorFactory<ConfigSchema>, 'manifest' | 'configSchema'> &
  ((config: object, options?: ConnectorOptions) => Connector);

/** What the groups test. */
export interface Subject {
  readonly connector: AnyConnectorFactory;
  readonly capabilities: Capabilities;
  readonly options: Pick<
    ConformanceOptions<ConfigSchema, object>,
    | 'config'
    | 'packageUrl'
    | 'answers'
    | 'deliveryReports'
    | 'template'
    | 'preflight'
    | 'secretsInUrl'
  >;
  /** Whether the kit's messages are texts; otherwise they name approved templates. */
  readonly sendsTexts: boolean;
  readonly sendsTemplates: boolean;
  readonly usesNetwork: boolean;
  readonly takesConversions: boolean;
  /** Values for the placeholders of the kit's templates. */
  readonly payload: { readonly code: string };
  /** Optional members of a message, for providers that accept them. */
  readonly members: {
    readonly reference: string;
    readonly requester: NonNullable<Message['requester']>;
  };
  /** The kit's template for a usage type; a text of this content, if content is given. */
  readonly templateFor: (usageType: UsageType, content?: string) => Template;
  readonly isMessageRequest: (request: EmulatorRequest) => boolean;
  /** Everything that one test makes; `onException` receives what the connector's own code throws. */
  readonly contextOf: (onException: (error: unknown, step: ConnectorStep) => void) => TestContext;
}

interface MakeOptions extends ConnectorOptions {
  /** The text of every template. */
  readonly content?: string | undefined;
  readonly templates?: readonly object[] | undefined;
  /** Whether the test also fails if core has to leave something of an answer out. */
  readonly failsIfLeftOut?: boolean | undefined;
}

/** What a test may use. */
export interface TestContext {
  /** Makes the connector with a template for each usage type. */
  readonly make: (options?: MakeOptions) => Connector;
  /** Starts the provider. */
  readonly open: () => Promise<Stage>;
  /** Starts the emulator of a provider outside the process. */
  readonly openEmulator: () => Promise<EmulatorStage>;
  /** Starts a server that fails every message request and lets the others through to the emulator. */
  readonly openFault: (behaviour: Behaviour) => Promise<FaultServer>;
  /** Starts a server that fails the first preflight request and lets all others through to the emulator. */
  readonly openPreflightFault: (behaviour: Behaviour) => Promise<FaultServer>;
}

/** A connector in front of a running provider. */
interface Stage extends AsyncDisposable {
  readonly connect: (options?: MakeOptions) => Connector;
  readonly received: () => Promise<readonly ReceivedMessage[]>;
  /** How many requests for messages arrived; at a provider inside the process, how many messages. */
  readonly attempts: () => Promise<number>;
}

interface EmulatorStage extends Stage {
  readonly emulator: Emulator;
  readonly messageRequests: () => readonly EmulatorRequest[];
}

export function makeSubject<Schema extends ConfigSchema, Extras extends object>(
  options: ConformanceOptions<Schema, Extras>,
): Subject {
  const { config, startEmulator, received, template, preflight } = options;
  const connector = options.connector as unknown as AnyConnectorFactory;
  const { capabilities } = connector.manifest;
  const content = capabilities.content ?? ['text'];
  const sendsTexts = content.includes('text');
  const isMessageRequest = (request: EmulatorRequest): boolean => preflight?.(request) !== true;

  const templateFor = (usageType: UsageType, text?: string): Template => {
    if (sendsTexts || text !== undefined) return { usageType, content: text ?? canaries.content };
    assert.ok(
      template !== undefined,
      'The manifest says that messages are approved templates (capabilities.content): pass `template` in test/connector.test.ts, the templates that the emulator knows.',
    );
    return { usageType, ...template(usageType) };
  };

  const start = async (): Promise<Emulator> => {
    assert.ok(
      startEmulator !== undefined,
      'Pass `startEmulator` in test/connector.test.ts; only a provider inside the process has none.',
    );
    return startEmulator();
  };

  const contextOf: Subject['contextOf'] = (onException) => {
    const make = ({
      content: text,
      templates,
      failsIfLeftOut = false,
      ...connectorOptions
    }: MakeOptions = {}) =>
      connector(
        {
          ...config,
          templates: templates ?? usageTypes.map((usageType) => templateFor(usageType, text)),
        },
        // Slow machines need time: what waits for a deadline sets its own.
        {
          timeoutMs: 60_000,
          connectTimeoutMs: 60_000,
          ...connectorOptions,
          onException: (error, step) => {
            if (failsIfLeftOut || !(error instanceof LeftOutError)) onException(error, step);
          },
        },
      );

    const openEmulator = async (): Promise<EmulatorStage> => {
      const emulator = await start();
      const messageRequests = () => emulator.requests.filter(isMessageRequest);
      return {
        emulator,
        messageRequests,
        connect: (made) => make({ baseUrl: emulator.url, ...made }),
        received: async () => emulator.messages,
        attempts: async () => messageRequests().length,
        [Symbol.asyncDispose]: emulator.close,
      };
    };

    const openInbox = async (): Promise<Stage> => {
      assert.ok(
        received !== undefined,
        'The provider is inside the process (capabilities.inProcess): pass `received` in test/connector.test.ts, which lists the messages that arrived.',
      );
      const instances: Connector[] = [];
      const readAll = async () => {
        const read = instances.map((instance) => received(instance as Extras & Connector));
        return (await Promise.all(read)).flat();
      };
      return {
        connect: (made) => {
          const instance = make(made);
          instances.push(instance);
          return instance;
        },
        received: readAll,
        attempts: async () => (await readAll()).length,
        [Symbol.asyncDispose]: async () => undefined,
      };
    };

    return {
      make,
      open: capabilities.inProcess === true ? openInbox : openEmulator,
      openEmulator,
      openFault: async (behaviour) => {
        if (preflight === undefined) return startFaultServer(behaviour);
        const emulator = await start();
        return startFaultServer(behaviour, {
          emulator,
          applies: preflight,
          connectionsFirst: 1,
        });
      },
      openPreflightFault: async (behaviour) => {
        const emulator = await start();
        let hits = 0;
        const applies = (request: EmulatorRequest): boolean => {
          if (isMessageRequest(request)) return true;
          hits += 1;
          // The first connection may have been the fault, with nothing read.
          return hits > (behaviour.connected === undefined ? 1 : 0);
        };
        const connected = behaviour.connected;
        let connections = 0;
        return startFaultServer(
          {
            ...behaviour,
            ...(connected && {
              connected: (socket) => {
                connections += 1;
                if (connections === 1) connected(socket);
              },
            }),
          },
          { emulator, applies },
        );
      },
    };
  };

  return {
    connector,
    capabilities,
    options,
    sendsTexts,
    sendsTemplates: content.includes('template'),
    usesNetwork: capabilities.inProcess !== true,
    takesConversions: capabilities.conversions !== undefined && capabilities.conversions !== false,
    payload: { ...options.payload, code: canaries.code },
    members: {
      reference: canaries.reference.slice(0, capabilities.reference?.maxCharacters),
      requester: canaries.requester,
    },
    templateFor,
    isMessageRequest,
    contextOf,
  };
}

type Content = Pick<ReceivedMessage, 'text' | 'templateId' | 'templateParameters'>;

/** What must arrive of a template with this payload. */
export function renderedContent(template: Template, payload: object): Content {
  const rendered = compileTemplate(template).render(payload);
  if ('text' in rendered) return { text: rendered.text };
  assert.ok(
    'parameters' in rendered && template.templateId !== undefined,
    'A template has a placeholder without a value, or refuses its value: pass `payload` in test/connector.test.ts.',
  );
  return {
    templateId: template.templateId,
    templateParameters: rendered.parameters.map(({ value }) => value),
  };
}

/** What arrived of a message, in the form of `renderedContent`. */
export function receivedContent(
  { text, templateId, templateParameters }: Content,
  { templateId: wanted }: Pick<Template, 'templateId'>,
): Content {
  return wanted === undefined ? { text } : { templateId, templateParameters };
}
