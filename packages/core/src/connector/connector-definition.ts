/** What the author of a connector writes. Types only. */
import type { core, output } from 'zod/mini';
import type {
  Capabilities,
  ConfigCheck,
  DeliveryReports,
  Encoding,
  FailedOutcome,
  Manifest,
  Message,
  WebhookRequest,
} from '../contract.ts';
import type { ErrorCode } from '../errors/error-codes.ts';
import type { Http, HttpLimits, HttpRequest, HttpResponse } from '../http/port.ts';
import type { Template, TextTemplate } from '../text/template-types.ts';

/** A config schema: any zod object whose output has templates. */
export type ConfigSchema = core.$ZodType<{ readonly templates: readonly Template[] }>;

/** The template type of a config schema. */
export type TemplateOf<Schema extends ConfigSchema> = output<Schema>['templates'][number];

/** One connector: its facts, its schema, its requests and its reading of answers. */
export interface ConnectorDefinition<Schema extends ConfigSchema, Extras extends object = object> {
  readonly manifest: Manifest;
  readonly configSchema: Schema;
  /** The API's URL, unless the options name another. */
  readonly baseUrl: (config: output<Schema>) => string;
  /** Called once for each connector: prepare here everything that does not depend on the message. */
  readonly connect: (
    config: output<Schema>,
    context: ConnectContext,
  ) => ProviderConnection<TemplateOf<Schema>, Extras>;
}

export interface ConnectContext {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** For requests beside the message, such as tokens and config checks. Never throws. */
  readonly http: Http;
}

/** One connector's functions, prepared for one config. */
export interface ProviderConnection<
  SomeTemplate extends Template = TextTemplate,
  Extras extends object = object,
> {
  /**
   * The one request that sends the message. A rejected answer in its place ends the send before anything is sent,
   * for example if no access token could be had. `limits` are for requests that come before.
   */
  readonly request: (
    message: RenderedMessage<SomeTemplate>,
    limits: HttpLimits,
  ) => HttpRequest | RejectedAnswer | Promise<HttpRequest | RejectedAnswer>;
  /** What an answer means; `sent` is what it answers. */
  readonly classify: (response: HttpResponse, sent: SentMessage<SomeTemplate>) => ProviderAnswer;
  readonly parseDeliveryReport?:
    | ((request: WebhookRequest) => DeliveryReports | Promise<DeliveryReports>)
    | undefined;
  readonly verifyConfig?: ((limits: HttpLimits) => Promise<readonly ConfigCheck[]>) | undefined;
  /** Reports whether the code was used. Returns the failure, if it fails. */
  readonly reportConversion?:
    | ((messageId: string, used: boolean, limits: HttpLimits) => Promise<FailedAnswer | undefined>)
    | undefined;
  /** A provider inside this process, instead of the network. */
  readonly http?: Http | undefined;
  /** Releases what `connect` opened, HTTP aside. */
  readonly close?: (() => Promise<void>) | undefined;
  /** What this config changes in the manifest's capabilities, if it is the config that describes the provider. */
  readonly capabilities?: Partial<Capabilities> | undefined;
  /** Members that this connector has beyond the contract. */
  readonly extras?: Extras | undefined;
}

/** A message with its recipient normalised, its template selected and its content rendered. */
export type RenderedMessage<SomeTemplate extends Template = TextTemplate> = Pick<
  Message,
  'to' | 'usageType' | 'payload' | 'locale' | 'requester' | 'reference'
> & {
  readonly template: SomeTemplate;
  readonly expiresAt?: Date | undefined;
  /** Whole seconds until `expiresAt`, within the provider's range. */
  readonly validitySeconds?: number | undefined;
} & (SomeTemplate extends TextTemplate ? RenderedText : RenderedParameters);

export interface RenderedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/** The values for a template that the provider has approved, in the template's order. */
export interface RenderedParameters {
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** What an answer answers. */
export interface SentMessage<SomeTemplate extends Template = TextTemplate> {
  readonly message: RenderedMessage<SomeTemplate>;
  readonly request: HttpRequest;
}

/** What the provider's answer means. */
export type ProviderAnswer = AcceptedAnswer | FailedAnswer;

export interface AcceptedAnswer {
  readonly outcome: 'accepted';
  /**
   * Required, unless the manifest's `messageIds` is `local`. If it repeats the recipient, a value of the payload or a
   * secret, the answer counts as `invalid_response`; other members that do are left out.
   */
  readonly messageId?: string | undefined;
  readonly partIds?: readonly string[] | undefined;
  readonly status: string;
  /** At most `maxSegments`; another number is left out. */
  readonly segments?: number | undefined;
  readonly requestId?: string | undefined;
}

export interface FailedAnswer {
  readonly outcome: FailedOutcome;
  readonly code: ErrorCode;
  /** The provider's own code; never its words, which may repeat the recipient or the text. */
  readonly providerCode?: string | undefined;
  /** What to do, in English, if the advice for `code` does not say it. */
  readonly advice?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly docsUrl?: string | undefined;
}

/** A failure before anything was sent. */
export interface RejectedAnswer extends FailedAnswer {
  readonly outcome: 'rejected';
}
