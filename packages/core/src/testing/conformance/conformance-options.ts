import type { ConfigSchema } from '../../connector/connector-definition.ts';
import type { InferInput } from '../../config/standard-schema.ts';
import type {
  Connector,
  ConnectorFactory,
  DeliveryReport,
  DeliveryReports,
  FailedOutcome,
  WebhookRequest,
} from '../../contract.ts';
import type { ErrorCode } from '../../errors/error-codes.ts';
import type { ApprovedTemplate } from '../../text/template-types.ts';
import type { UsageType } from '../../usage-types/usage-types.ts';
import type { EmulatedMessage, Emulator, EmulatorAnswer } from '../emulator.ts';
import type { EmulatorRequest } from '../emulator-request.ts';

/** The functions of a test runner that the kit needs: those of vitest, jest or `node:test`. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly test: (name: string, body: () => Promise<void>) => unknown;
}

/** A message as it arrived at the provider: its text, or the id and the values of an approved template. */
export type ReceivedMessage = Pick<
  EmulatedMessage,
  | 'messageId'
  | 'to'
  | 'templateId'
  | 'templateParameters'
  | 'validitySeconds'
  | 'reference'
  | 'requester'
> & { readonly text?: string | undefined };

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
  /** What proves this request, if it is not what proves the others. */
  readonly proof?: readonly string[];
  /** The body that the provider expects in reply, if it expects one. */
  readonly reply?: Extract<DeliveryReports, { readonly verified: true }>['reply'];
}

export interface ConformanceOptions<Schema extends ConfigSchema, Extras extends object> {
  readonly runner: TestRunner;
  readonly connector: ConnectorFactory<Schema, Extras>;
  /** A valid config that the emulator accepts, without its templates. */
  readonly config: Omit<InferInput<Schema>, 'templates'>;
  /** The folder of the connector's package, with a slash at its end: `new URL('..', import.meta.url)` in `test/`. */
  readonly packageUrl: URL;
  /** Starts the provider's emulator. Required, unless the provider is inside the process. */
  readonly startEmulator?: () => Promise<Emulator>;
  /** The messages that arrived at a provider inside the process. */
  readonly received?: (connector: Extras & Connector) => Promise<readonly ReceivedMessage[]>;
  /**
   * The template that the emulator knows for a usage type. Required with `capabilities.content` `template`. The kit's
   * payload has a `code` of six digits; `payload` adds further values.
   */
  readonly template?: (usageType: UsageType) => Omit<ApprovedTemplate, 'usageType' | 'locale'>;
  /** Values of the templates' placeholders besides `code`. */
  readonly payload?: object;
  /** Whether a request sends no message, such as one for an access token. By default every request sends one. */
  readonly preflight?: (request: EmulatorRequest) => boolean;
  /** The provider takes the message and the credentials only in the URL, as proxies and servers log it. */
  readonly secretsInUrl?: boolean;
  /** The provider's documented failures: one body for each form that it has. */
  readonly answers: readonly DocumentedAnswer[];
  /** With delivery reports: genuine requests, and what proves them. */
  readonly deliveryReports?: {
    readonly webhooks: readonly DocumentedWebhook[];
    /**
     * What a genuine request must have: headers, query parameters (`?token`), or members of a body in JSON
     * (`$.Signature`, `$.results.0.callbackData`). Requests that have something else have their own `proof`.
     */
    readonly proof: readonly string[];
    /** A request that was genuine long ago, if the provider signs the time. */
    readonly stale?: WebhookRequest;
  };
}
