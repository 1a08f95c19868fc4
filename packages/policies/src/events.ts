import type { Attempt, ErrorCode, Open, SendEvent, SendOptions } from '@sms-connectors/core';

/** What a policy decided about one send. Contains nothing secret or personal: safe to log. */
export type PolicyEvent =
  | AttemptStarted
  | AttemptEnded
  | SenderSkipped
  | CircuitChanged
  | RouteChosen
  | NoRoute
  | LimitReached
  | CountryRefused
  | PrefixBlocked
  | PrefixRefused
  | StoreFailed
  | SendEnded;

interface Decision extends SendEvent {
  /** The id of the policy that decided. */
  readonly policy: string;
}

/** A policy passes the message to a sender. */
export interface AttemptStarted extends Decision {
  readonly type: 'attempt_started';
  readonly sender: string;
  /** From 1; counts the attempts of this policy for this message. */
  readonly number: number;
}

/** The attempt that started last has ended. */
export interface AttemptEnded extends Decision, Attempt {
  readonly type: 'attempt_ended';
  readonly number: number;
}

/** A sender was not tried because its circuit is open. */
export interface SenderSkipped extends Decision {
  readonly type: 'sender_skipped';
  readonly sender: string;
}

/** A sender failed and is skipped for a while, is tried again, or works again. */
export interface CircuitChanged extends Decision {
  readonly type: 'circuit_opened' | 'circuit_trial' | 'circuit_closed';
  readonly sender: string;
  /** With `circuit_opened`: the failure. */
  readonly code?: Open<ErrorCode> | undefined;
  /** With `circuit_opened`: how long the sender is skipped. */
  readonly pauseMs?: number | undefined;
}

export interface RouteChosen extends Decision {
  readonly type: 'route_chosen';
  /** The key of the route: a country, a prefix or `default`. */
  readonly route: string;
  readonly sender: string;
}

/** No route serves the recipient; the message was refused. */
export interface NoRoute extends Decision {
  readonly type: 'no_route';
  readonly country?: string | undefined;
}

/** Too many messages; this one was refused. */
export interface LimitReached extends Decision {
  readonly type: 'limit_reached';
  readonly limit: string;
  readonly messages: number;
  readonly seconds: number;
  readonly retryAfterMs: number;
}

/** The recipient's country is not allowed; the message was refused. */
export interface CountryRefused extends Decision {
  readonly type: 'country_refused';
  readonly country?: string | undefined;
}

/** Hardly any code sent to these numbers was used: they are blocked from now on. */
export interface PrefixBlocked extends Decision {
  readonly type: 'prefix_blocked';
  /** The first digits of the numbers, such as `+22177`. */
  readonly prefix: string;
  readonly messages: number;
  readonly conversions: number;
}

/** The recipient has a blocked prefix; the message was refused. */
export interface PrefixRefused extends Decision {
  readonly type: 'prefix_refused';
  readonly prefix: string;
  readonly retryAfterMs: number;
}

/** The store of the limits did not answer. */
export interface StoreFailed extends Decision {
  readonly type: 'store_failed';
  readonly reason: 'error' | 'timeout';
  /** What was done with the message. */
  readonly choice: 'allow' | 'refuse';
}

/** A whole send has ended. */
export interface SendEnded extends SendEvent {
  readonly type: 'send_ended';
  readonly sender: string;
  readonly usageType: string;
  readonly country?: string | undefined;
  readonly outcome: Attempt['outcome'];
  readonly code?: Open<ErrorCode> | undefined;
  /** Billed parts of the text, if it is known. */
  readonly segments?: number | undefined;
  readonly durationMs: number;
  readonly attempts: readonly Attempt[];
}

/** Passes an event to the listener of a send, if it has one. */
export function notify(options: SendOptions | undefined, event: PolicyEvent): void {
  // A listener only listens: a send does not fail because of it, nor does the process because of its promise.
  try {
    const returned: unknown = options?.onEvent?.(event);
    if (returned instanceof Promise) returned.catch(() => undefined);
  } catch {}
}
