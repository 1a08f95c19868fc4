import type {
  ConnectorError,
  Message,
  Open,
  WebhookRefusal,
  WebhookRequest,
} from '@sms-connectors/core';

/** How one auth platform asks for messages, and what it takes for an answer. */
export interface Platform {
  /** The name in errors and events, such as `supabase`. */
  readonly id: string;
  /**
   * Who hears an answer: a `person` who waits for the code, a `queue`, which sends the request again after a failure, or
   * `nobody`: the platform does nothing with it.
   */
  readonly audience: 'person' | 'queue' | 'nobody';
  /** How long the platform waits for the answer, in milliseconds; if it waits for ever, as long as a person does. */
  readonly deadlineMs: number;
  /** Whether the request is the platform's, or why it is not believed. */
  readonly prove: (request: WebhookRequest) => Promise<'genuine' | Open<WebhookRefusal>>;
  /** What a genuine request asks for; `undefined` if it is none of the platform's requests. */
  readonly read: (
    request: WebhookRequest,
  ) => HookRequest | undefined | Promise<HookRequest | undefined>;
  /** The answer in the platform's form. */
  readonly answer: (verdict: Verdict) => Response;
}

/** A genuine request: for a message, or one after which nothing is sent, and why. */
export type HookRequest = MessageRequest | { readonly skipped: Open<SkipReason> };

/**
 * `expired`: the code is too old to be of use. `sent_by_platform`: the platform has sent it. `other_event`: it asks for
 * no message.
 */
export type SkipReason = 'expired' | 'sent_by_platform' | 'other_event';

/** A request for one message. */
export interface MessageRequest {
  readonly message: Message;
  /** The platform's id of the message, the same when it asks again: it is sent once. */
  readonly key?: string | undefined;
}

/** What the platform is told. */
export type Verdict =
  | {
      readonly isSent: true;
      /** The receipt's id; absent if nothing was sent now, or if it is not known. */
      readonly messageId?: string | undefined;
    }
  | {
      readonly isSent: false;
      readonly error: Pick<ConnectorError, 'code' | 'outcome' | 'retryable' | 'retryAfterMs'>;
      /** What to show to the person: no secret, nothing technical. */
      readonly text: string;
    };
