/**
 * The SMS connector contract. Types only, in one file, version 1.
 *
 * A message goes in at {@link Connector.send}; a {@link Receipt} comes out, or a `ConnectorError` is
 * thrown. Whoever writes a connector fills in a {@link Definition}; everything between is core's.
 */
import type { ZodType, input, output } from 'zod';
import type { ErrorCode } from './error-codes.ts';
import type { Http, HttpRequest, HttpResponse } from './http/port.ts';
import type { UsageType } from './usage-types.ts';

/** A message to one person. Nothing in it is ever logged or put into an error. */
export interface Message {
  /** The recipient in E.164 (`+33612345678`); spaces, dashes, brackets and a missing `+` are mended. */
  readonly to: string;
  /** Why the code is sent; chooses the template. */
  readonly usageType: UsageType;
  /** The values of the template's placeholders, for example `{ code: '123456' }`. */
  readonly payload: Payload;
  /** The reader's language as a BCP 47 tag; chooses among templates that carry a locale. */
  readonly locale?: string | undefined;
  /** When the code stops being valid; a provider that can, does not deliver it later. */
  readonly expiresAt?: Date | undefined;
}

/** Placeholder values: text, numbers, or objects of them for dotted paths. */
export interface Payload {
  readonly [name: string]: string | number | Payload | undefined;
}

export interface SendOptions {
  /** Gives the send up; what it may have left behind is told by the error's `outcome`. */
  readonly signal?: AbortSignal | undefined;
  /** The deadline of this send in milliseconds; the connector's own where absent. */
  readonly timeoutMs?: number | undefined;
}

/** The provider accepted the message. Holds nothing secret or personal: safe to log. */
export interface Receipt {
  /** The provider's id of the message, the key of its delivery reports. */
  readonly messageId: string;
  /** The provider's own word for the message's state, for example `queued`. */
  readonly status: string;
  /** How the text travels; one character outside GSM-7 makes it UCS-2. */
  readonly encoding: Encoding;
  /** Segments of the text as we measured it; each is billed. */
  readonly segments: number;
  readonly provider: {
    /** The connector's id, for example `twilio`. */
    readonly id: string;
    /** Segments as the provider counted them, where it already has. */
    readonly segments?: number | undefined;
    /** The provider's id of the request, for its support. */
    readonly requestId?: string | undefined;
  };
}

export type Encoding = 'GSM-7' | 'UCS-2';

/** `rejected`: certainly not sent. `unknown`: may have been sent. */
export type FailedOutcome = 'rejected' | 'unknown';

export interface Connector {
  /** The name of the package, the factory and the guide: `twilio`. */
  readonly id: string;
  /** What the provider is and can do. */
  readonly manifest: Manifest;
  /** For each usage type: its own template, the one of `Generic`, or none. */
  readonly coverage: Coverage;
  /**
   * Sends one message, in one attempt.
   * @throws `ConnectorError`, always, with `outcome` saying whether the message may have gone out.
   */
  readonly send: (message: Message, options?: SendOptions) => Promise<Receipt>;
}

export type Coverage = { readonly [type in UsageType]: 'own' | 'fallback' | 'missing' };

/** Makes connectors, and knows what they are made from. */
export interface ConnectorFactory<Schema extends ConfigSchema, Extras extends object = object> {
  /** Parses the config once and prepares all that can be. @throws `ConnectorError` `invalid_config` */
  (config: input<Schema>, options?: ConnectorOptions): Connector & Extras;
  readonly manifest: Manifest;
  readonly configSchema: Schema;
}

export interface ConnectorOptions {
  /** Where the provider's API is: an emulator, a proxy. Must be `https:` unless it is loopback. */
  readonly baseUrl?: string | undefined;
  /** The deadline of each send in milliseconds; 10,000 where absent. */
  readonly timeoutMs?: number | undefined;
  /** The HTTP client; got on Node and fetch elsewhere where absent. */
  readonly http?: Http | undefined;
}

/** Facts about a provider, as data. */
export interface Manifest {
  readonly contract: 1;
  readonly id: string;
  /** The provider's name as it writes it. */
  readonly name: string;
  /** One English sentence; guides and the docs site translate it. */
  readonly description: string;
  /** The provider's own page on the API that this connector speaks to. */
  readonly docsUrl: string;
  readonly capabilities: Capabilities;
}

/** What a provider can do; an absent member is an absent capability. */
export interface Capabilities {
  /** How numbers are written on the wire: `+33612345678` or `33612345678`. */
  readonly numberFormat: 'e164' | 'digits';
  readonly senders: readonly ('phone_number' | 'short_code' | 'alphanumeric' | 'sender_pool')[];
  /** The longest text taken, in characters (UTF-16 code units). */
  readonly maxCharacters: number;
  /** The range of `expiresAt`, in seconds from now. */
  readonly validitySeconds?: { readonly min: number; readonly max: number } | undefined;
  /** Numbers or credentials that answer as the real ones do and send nothing. */
  readonly sandbox?: boolean | undefined;
}

/** A config schema: any zod object whose output has templates. */
export type ConfigSchema = ZodType<ConfigWithTemplates>;
export interface ConfigWithTemplates {
  readonly templates: readonly Template[];
}
export interface Template {
  readonly content: string;
  readonly usageType: UsageType | 'Test';
  readonly locale?: string | undefined;
}

/** What one connector adds to the shared line: its facts, its schema, its request, its reading of answers. */
export interface Definition<Schema extends ConfigSchema, Extras extends object = object> {
  readonly manifest: Manifest;
  readonly configSchema: Schema;
  /** The API's address, where the options name no other. */
  readonly baseUrl: (config: output<Schema>) => string;
  /** Called once for each connector: prepare here whatever does not depend on the message. */
  readonly connect: (
    config: output<Schema>,
    context: { readonly baseUrl: string; readonly http: Http },
  ) => Connection<output<Schema>['templates'][number], Extras>;
}

export interface Connection<
  SomeTemplate extends Template = Template,
  Extras extends object = object,
> {
  readonly request: (message: RenderedMessage<SomeTemplate>) => HttpRequest | Promise<HttpRequest>;
  readonly classify: (response: HttpResponse) => Answer;
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
export type Answer = Accepted | Failed;
export interface Accepted {
  readonly outcome: 'accepted';
  readonly messageId: string;
  readonly status: string;
  readonly segments?: number | undefined;
  readonly requestId?: string | undefined;
}
export interface Failed {
  readonly outcome: FailedOutcome;
  readonly code: ErrorCode;
  /** The provider's own code; never its words, which may repeat the recipient or the text. */
  readonly providerCode?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly requestId?: string | undefined;
  readonly docsUrl?: string | undefined;
}
