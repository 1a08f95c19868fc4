/**
 * The SMS connector contract: types only, version 1.
 *
 * A message goes in at {@link Sender.send}; a {@link Receipt} comes out, or a `ConnectorError` is thrown.
 * `connector/connector-definition.ts` has the types for authors of connectors.
 */

// Declares `AsyncDisposable` for programs without the types of Node.
/// <reference lib="esnext.disposable" preserve="true" />
import type { InferInput, StandardSchema } from './config/standard-schema.ts';
import type { ErrorCode } from './errors/error-codes.ts';
import type { Http } from './http/port.ts';
import type { ParseRecipient } from './send/recipient.ts';
import type { UsageType } from './usage-types/usage-types.ts';

/** A union that will grow: code that reads it needs a default branch. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

/** A message to one person. Nothing in it is ever logged or put into an error. */
export interface Message {
  /** The recipient in E.164, such as `+33612345678`; separators are allowed. */
  readonly to: string;
  /** Why the code is sent; selects the template. */
  readonly usageType: UsageType;
  /**
   * The values of the template's placeholders, such as `{ code: '123456' }`: texts, numbers, and objects of them. A
   * message with a `code` or a `link` is refused if its template takes neither, unless it has `withoutCode`.
   */
  readonly payload: object;
  /** The reader's language as a BCP 47 tag; selects among templates with a locale. Unknown ones get the default template. */
  readonly locale?: string | null | undefined;
  /** When the code expires, as a `Date` or in ISO 8601. A provider with `validitySeconds` does not deliver it later. */
  readonly expiresAt?: Date | string | undefined;
  /** Who asked for the code; goes to providers with the capability `requester`. */
  readonly requester?: Requester | undefined;
  /** Your own id of the message; goes to providers with the capability `reference`. Must not be personal data. */
  readonly reference?: string | undefined;
  /** Lets a browser or an Android app fill in the code; only in messages whose text is written here. */
  readonly autofill?: Autofill | undefined;
}

/** The members of a message that a provider may be unable to honour. */
export type OptionalMember = 'expiresAt' | 'requester' | 'reference' | 'autofill';

/** Who reads the code from the message. Each adds a line to the end of the text; the line counts as part of it. */
export interface Autofill {
  /**
   * The host of the page on which the person enters the code, such as `example.com` (WebOTP).
   * @see https://wicg.github.io/sms-one-time-codes/
   */
  readonly webHost?: string | undefined;
  /**
   * The hash of the Android app, 11 characters (SMS Retriever).
   * @see https://developers.google.com/identity/sms-retriever/verify
   */
  readonly androidAppHash?: string | undefined;
}

export interface Requester {
  readonly ip?: string | undefined;
  readonly userId?: string | undefined;
}

export interface SendOptions {
  /** Cancels the send; the error's `outcome` says whether the message may have gone out. */
  readonly signal?: AbortSignal | undefined;
  /** The deadline of this send in milliseconds; by default the connector's. */
  readonly timeoutMs?: number | undefined;
  /** The deadline for the connection in milliseconds; nothing has been sent before it stands. */
  readonly connectTimeoutMs?: number | undefined;
  /** The ids of senders to try last, for example because their last message did not arrive. Policies that choose read it. */
  readonly avoid?: readonly string[] | undefined;
  /** Receives what policies decide about this message. Connectors decide nothing. Must return at once. */
  readonly onEvent?: ((event: SendEvent) => void) | undefined;
}

/** One decision about a message, such as a sender that was skipped. Contains nothing secret or personal: safe to log. */
export interface SendEvent {
  /** What happened, such as `sender_skipped`; the package that decides documents its events. */
  readonly type: string;
}

/** Anything that sends a message: a connector, a policy over connectors, a queue. */
export interface Sender {
  /** The connector's or policy's name, such as `twilio`. */
  readonly id: string;
  /**
   * Sends one message. A connector makes exactly one attempt.
   * @throws `ConnectorError`, always; its `outcome` says whether the message may have gone out.
   */
  readonly send: (message: Message, options?: SendOptions) => Promise<Receipt>;
}

/** The provider accepted the message. Contains nothing secret or personal: safe to log. */
export interface Receipt {
  /** The key of the message's delivery reports: the provider's id, unless `messageIdSource` says otherwise. */
  readonly messageId: string;
  /** If the provider gives no id: one made here that it got (`reference`), or that only you know (`local`). */
  readonly messageIdSource?: Capabilities['messageIds'];
  /** The ids of all parts, if the provider gives each part of a long text its own; reports name them. */
  readonly partIds?: readonly string[] | undefined;
  /** The provider's own word for the message's state, such as `queued`. */
  readonly status: string;
  /** How the text is encoded; absent if the provider writes the text. */
  readonly encoding?: Encoding | undefined;
  /** Segments of the text as core measured it; each is billed. Absent if the provider writes the text. */
  readonly segments?: number | undefined;
  /** Members of the message that this provider cannot honour. */
  readonly ignored?: readonly Open<OptionalMember>[] | undefined;
  /** What a policy tried, in order; absent from a connector's own receipts. */
  readonly attempts?: readonly Attempt[] | undefined;
  readonly provider: {
    /** The connector's id, such as `twilio`. */
    readonly id: string;
    /** Segments as the provider counted them, if its answer says so. */
    readonly segments?: number | undefined;
    /** The provider's id of the request, for its support. */
    readonly requestId?: string | undefined;
  };
}

export type Encoding = 'GSM-7' | 'UCS-2';

/** `rejected`: certainly not sent. `unknown`: may have been sent. */
export type FailedOutcome = 'rejected' | 'unknown';

/** One sender's part in a send through a policy. Contains nothing personal. */
export interface Attempt {
  /** The sender's id. */
  readonly sender: string;
  readonly outcome: 'accepted' | FailedOutcome;
  readonly code?: Open<ErrorCode> | undefined;
  readonly durationMs: number;
}

/** A sender for one provider. */
export interface Connector extends Sender, AsyncDisposable {
  /** What the provider is and can do. */
  readonly manifest: Manifest;
  /** For each usage type: its own template, that of `Generic`, or none. */
  readonly coverage: Coverage;
  /** Verifies a webhook request and reads its delivery reports; absent if the config lacks what verifies them. */
  readonly parseDeliveryReport?: (request: WebhookRequest) => Promise<DeliveryReports>;
  /** Asks the provider about the config without sending; absent if the provider offers no way. @throws `ConnectorError` */
  readonly verifyConfig?: (options?: SendOptions) => Promise<readonly ConfigCheck[]>;
  /** Reports to the provider whether the code was used; absent if it takes no feedback. @throws `ConnectorError` */
  readonly reportConversion?: (
    messageId: string,
    used: boolean,
    options?: SendOptions,
  ) => Promise<void>;
  /** The messages of a provider inside this process, for tests; absent if the provider is outside. */
  readonly inbox?: { readonly list: () => Promise<readonly InboxMessage[]> };
  /** Closes the connections that the connector opened; sends under way end first. Later sends are refused. */
  readonly close: () => Promise<void>;
}

/** A message as the recipient's phone shows it. Contains codes: for tests only. */
export interface InboxMessage {
  readonly messageId: string;
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** When it was sent, in ISO 8601. */
  readonly at: string;
}

export type Coverage = { readonly [type in UsageType]: 'own' | 'fallback' | 'missing' };

/** What every config has, whatever the provider. */
export interface ConfigWithTemplates {
  readonly templates: readonly {
    readonly usageType: string;
    readonly locale?: string | undefined;
  }[];
}

/** Makes connectors of one provider from configs. */
export interface ConnectorFactory<
  Schema extends StandardSchema<unknown, ConfigWithTemplates>,
  Extras extends object = object,
> {
  /** Validates the config and prepares everything that no message is needed for. @throws `ConnectorError` `invalid_config` */
  (config: InferInput<Schema>, options?: ConnectorOptions): Extras & Connector;
  readonly manifest: Manifest;
  readonly configSchema: Schema;
}

export interface ConnectorOptions {
  /** Where the provider's API is: an emulator, a proxy. Must be `https:` unless it is loopback. */
  readonly baseUrl?: string | undefined;
  /** The deadline of each send in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number | undefined;
  /** The deadline for a connection in milliseconds. */
  readonly connectTimeoutMs?: number | undefined;
  /** The HTTP client; by default got on Node and `fetch` elsewhere. The caller closes it. */
  readonly http?: Http | undefined;
  /** Reads recipients; by default international numbers only. `@sms-connectors/core/phone` reads national ones. */
  readonly parseRecipient?: ParseRecipient | undefined;
  /** For authors of connectors: receives what the connector's own code throws, secrets included. Never for production. */
  readonly onException?: ((error: unknown, step: ConnectorStep) => void) | undefined;
}

/** The functions of a connector's definition that core calls. */
export type ConnectorStep =
  | 'connect'
  | 'request'
  | 'http'
  | 'classify'
  | 'parseDeliveryReport'
  | 'verifyConfig'
  | 'reportConversion'
  | 'close';

/** Facts about a provider, as data. */
export interface Manifest {
  readonly contract: 1;
  /** The name of the package's folder, the factory and the guide. */
  readonly id: string;
  /** The provider's name as it writes it. */
  readonly name: string;
  /** One English sentence; guides and the docs site translate it. */
  readonly description: string;
  /** The provider's own page on the API that this connector uses. */
  readonly docsUrl: string;
  /** The country where the provider is based, as an ISO 3166-1 code: `FR`. Absent if no single provider is behind it. */
  readonly country?: string | undefined;
  readonly capabilities: Capabilities;
}

/** What a provider can do; an absent member is an absent capability. */
export interface Capabilities {
  /** How numbers are written in requests: `+33612345678` or `33612345678`. */
  readonly numberFormat: 'e164' | 'digits';
  readonly senders: readonly ('phone_number' | 'short_code' | 'alphanumeric' | 'sender_pool')[];
  /** Whether messages are texts (the default) or templates that the provider has approved. */
  readonly content?: readonly ('text' | 'template')[] | undefined;
  /** The longest text in characters (UTF-16 code units). */
  readonly maxCharacters: number;
  /** The longest text in segments, if the provider limits them too. */
  readonly maxSegments?: number | undefined;
  /** The range of `expiresAt`, in seconds from now. */
  readonly validitySeconds?: { readonly min: number; readonly max: number } | undefined;
  /** Where ids come from if the provider gives none: made here and sent to it as a reference, or only kept here. */
  readonly messageIds?: 'reference' | 'local' | undefined;
  /** The provider takes your own id of a message, of so many characters at most. */
  readonly reference?: { readonly maxCharacters: number } | undefined;
  /** The provider takes the requester, for its own fraud checks. */
  readonly requester?: boolean | undefined;
  readonly deliveryReports?: DeliveryReportCapability | undefined;
  /** The provider takes feedback on whether a code was used; `used_only`: it counts all others as unused. */
  readonly conversions?: boolean | 'used_only' | undefined;
  /** Nothing leaves the process. */
  readonly inProcess?: boolean | undefined;
  /** The provider has numbers or credentials that answer as real ones do and send nothing. */
  readonly sandbox?: boolean | undefined;
}

export interface DeliveryReportCapability {
  /** How a report proves who sent it. */
  readonly authenticity: 'unauthenticated' | 'token' | 'signed';
  /** The config field with the address for reports; absent if it is set at the provider. */
  readonly urlField?: string | undefined;
}

/** A webhook request as it arrived; providers sign its bytes, so parse nothing before. */
export interface WebhookRequest {
  readonly method: string;
  /** The whole URL that the provider called. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** The reports of a genuine webhook request, or why it is refused. */
export type DeliveryReports =
  | {
      readonly verified: true;
      readonly reports: readonly DeliveryReport[];
      /** The body that the provider expects in reply; by default none. */
      readonly reply?: { readonly contentType: string; readonly body: string } | undefined;
    }
  | { readonly verified: false; readonly reason: WebhookRefusal };

/**
 * Why a webhook request is refused. `malformed`: no provider sends this. `unverifiable`: it could not be checked now,
 * for example because the provider's key could not be fetched. `already_read`: the application read the body before the
 * handler of delivery reports could.
 */
export type WebhookRefusal =
  | 'unsigned'
  | 'forged'
  | 'stale'
  | 'replayed'
  | 'malformed'
  | 'unverifiable'
  | 'already_read';

/** What became of a message (DLR). Contains nothing personal: safe to log. */
export interface DeliveryReport {
  /** The `messageId` of the receipt, or one of its `partIds`. */
  readonly messageId: string;
  /** `unconfirmed`: the provider does not know whether the message arrived. */
  readonly status: 'pending' | 'delivered' | 'undelivered' | 'unconfirmed';
  /** With `undelivered`: why, as far as the provider says. */
  readonly code?: Open<ErrorCode> | undefined;
  /** When it happened, by the provider's clock. */
  readonly at?: Date | undefined;
  readonly provider: {
    readonly id: string;
    /** The provider's own word for the state. */
    readonly status: string;
    readonly code?: string | undefined;
    readonly docsUrl?: string | undefined;
  };
}

/** One thing that the provider says about a config, without a message being sent. */
export interface ConfigCheck {
  readonly subject: Open<'credentials' | 'sender' | 'balance' | 'sandbox'>;
  /** `unknown`: the provider does not say. */
  readonly result: 'ok' | 'failed' | 'unknown';
  /** The config field that it is about. */
  readonly field?: string | undefined;
  /** With `failed`: why. */
  readonly code?: Open<ErrorCode> | undefined;
  /** A fact worth showing, such as `12.50 USD`; never a secret. */
  readonly detail?: string | undefined;
}
