import type { Sender, SendOptions } from '../contract.ts';
import type { ConnectorError } from '../errors/connector-error.ts';
import type { UsageType } from '../usage-types/usage-types.ts';

/** How an adapter for another platform sends. */
export interface AdapterOptions {
  /** Sends the messages: a connector or a policy. */
  readonly sender: Sender;
  /** Told of each message that was not sent or may not arrive. Nothing in it is secret or personal. */
  readonly onError?: ((error: ConnectorError) => void) | undefined;
  /** Receives what policies decide. Must return at once. */
  readonly onEvent?: SendOptions['onEvent'];
  /** The deadline of a send in milliseconds. An adapter shortens it so that the platform still hears the answer. */
  readonly timeoutMs?: number | undefined;
}

/** How an adapter sends that makes messages from what the platform passes to it, its `Request`. */
export interface PlatformAdapterOptions<Request> extends AdapterOptions {
  /** What a message is for; selects the template. By default what the platform says. */
  readonly usageType?:
    | ((usual: UsageType, request: Request) => UsageType | Promise<UsageType>)
    | undefined;
  /** The person's language; by default what the platform says. */
  readonly locale?: ((request: Request) => string | undefined) | undefined;
}
