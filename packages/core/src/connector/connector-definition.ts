/** What somebody who writes a connector fills in. Types only. */
import type { core, output } from '#zod';
import type {
  ConfigCheck,
  DeliveryReports,
  FailedOutcome,
  Manifest,
  Message,
  WebhookRequest,
} from '../contract.ts';
import type { ErrorCode } from '../errors/error-codes.ts';
import type { Http, HttpLimits, HttpRequest, HttpResponse } from '../http/port.ts';
import type { DeprecatedUsageType, UsageType } from '../usage-types/usage-types.ts';

/** A config schema: any zod object whose output has templates. */
export type ConfigSchema = core.$ZodType<ConfigWithTemplates>;
export interface ConfigWithTemplates {
  readonly templates: readonly Template[];
}
export interface Template {
  readonly content: string;
  readonly usageType: UsageType | DeprecatedUsageType;
  readonly locale?: string | undefined;
}

/** What one connector adds to the shared line: its facts, its schema, its request, its reading of answers. */
export interface ConnectorDefinition<Schema extends ConfigSchema, Extras extends object = object> {
  readonly manifest: Manifest;
  readonly configSchema: Schema;
  /** The API's address, where the options name no other. */
  readonly baseUrl: (config: output<Schema>) => string;
  /** Called once for each connector: prepare here whatever does not depend on the message. */
  readonly connect: (
    config: output<Schema>,
    context: { readonly baseUrl: string; readonly http: Http },
  ) => ProviderConnection<output<Schema>['templates'][number], Extras>;
}

export interface ProviderConnection<
  SomeTemplate extends Template = Template,
  Extras extends object = object,
> {
  readonly request: (message: RenderedMessage<SomeTemplate>) => HttpRequest | Promise<HttpRequest>;
  readonly classify: (response: HttpResponse) => ProviderAnswer;
  readonly parseDeliveryReport?:
    | ((request: WebhookRequest) => DeliveryReports | Promise<DeliveryReports>)
    | undefined;
  readonly verifyConfig?: ((limits: HttpLimits) => Promise<readonly ConfigCheck[]>) | undefined;
  /** A provider inside this process, in place of the network. */
  readonly http?: Http | undefined;
  /** Members that this connector has beyond the contract. */
  readonly extras?: Extras | undefined;
}

/** A message with its recipient normalised, its template chosen and its text rendered. */
export interface RenderedMessage<SomeTemplate extends Template = Template> extends Message {
  readonly text: string;
  readonly template: SomeTemplate;
  /** Whole seconds until `expiresAt`, held within the provider's range. */
  readonly validitySeconds?: number | undefined;
}

/** What the provider's answer means. */
export type ProviderAnswer = AcceptedAnswer | FailedAnswer;
export interface AcceptedAnswer {
  readonly outcome: 'accepted';
  readonly messageId: string;
  readonly partIds?: readonly string[] | undefined;
  readonly status: string;
  readonly segments?: number | undefined;
  readonly requestId?: string | undefined;
}
export interface FailedAnswer {
  readonly outcome: FailedOutcome;
  readonly code: ErrorCode;
  /** The provider's own code; never its words, which may repeat the recipient or the text. */
  readonly providerCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly docsUrl?: string | undefined;
}
