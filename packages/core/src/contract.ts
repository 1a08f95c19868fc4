/**
 * The SMS connector contract. Types only, in one file, version 1.
 *
 * A message goes in at {@link Connector.send}; a {@link Receipt} comes out, or a `ConnectorError` is
 * thrown. What somebody who writes a connector fills in is in `definition.ts`.
 */
import type { input } from '#zod';
import type { ErrorCode } from './errors/error-codes.ts';
import type { ConfigSchema } from './connector/connector-definition.ts';
import type { Http } from './http/port.ts';
import type { UsageType } from './usage-types/usage-types.ts';

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
  /** When the code stops being valid. A provider that can, does not deliver it later, its shortest validity aside. */
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
  /** The ids of all parts, where the provider gives each part of a long text its own; reports name them. */
  readonly partIds?: readonly string[] | undefined;
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
  /**
   * Verifies a webhook request and reads its delivery reports; absent where there are none, and where the config has
   * nothing that proves them.
   */
  readonly parseDeliveryReport?: (request: WebhookRequest) => Promise<DeliveryReports>;
  /** Asks the provider about the config, and sends nothing; absent where the provider has no answer. */
  readonly verifyConfig?: (options?: SendOptions) => Promise<readonly ConfigCheck[]>;
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
  /** How delivery reports prove who sent them; absent where there are none. */
  readonly deliveryReports?: 'unauthenticated' | 'token' | 'signed' | undefined;
  /** Nothing leaves the process. */
  readonly inProcess?: boolean | undefined;
  /** Numbers or credentials that answer as the real ones do and send nothing. */
  readonly sandbox?: boolean | undefined;
}

/** A webhook request as it arrived: the provider signs its bytes, so nothing of it may be parsed before. */
export interface WebhookRequest {
  readonly method: string;
  /** The whole address that the provider called. */
  readonly url: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What a webhook request was: the reports of a provider, or nothing to be believed. */
export type DeliveryReports =
  | { readonly verified: true; readonly reports: readonly DeliveryReport[] }
  | { readonly verified: false; readonly reason: WebhookRefusal };
/**
 * Why a webhook request is not believed. `malformed` is a request that no provider sends; `unverifiable` is one
 * that could not be checked now, for example because the provider's key could not be fetched.
 */
export type WebhookRefusal =
  | 'unsigned'
  | 'forged'
  | 'stale'
  | 'replayed'
  | 'malformed'
  | 'unverifiable';

/** What became of a message (DLR). Holds nothing personal: safe to log. */
export interface DeliveryReport {
  /** The `messageId` of the receipt, or one of its `partIds`. */
  readonly messageId: string;
  /** `unconfirmed`: the provider does not know whether it arrived. */
  readonly status: 'pending' | 'delivered' | 'undelivered' | 'unconfirmed';
  /** With `undelivered`: why, as far as the provider says. */
  readonly code?: ErrorCode | undefined;
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
  readonly subject: 'credentials' | 'sender' | 'balance' | 'sandbox';
  /** `unknown`: the provider did not tell. */
  readonly result: 'ok' | 'failed' | 'unknown';
  /** The config field it is about. */
  readonly field?: string | undefined;
  /** With `failed`: why. */
  readonly code?: ErrorCode | undefined;
  /** A fact worth showing, such as `12.50 USD`; never a secret. */
  readonly detail?: string | undefined;
}
