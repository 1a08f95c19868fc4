import {
  isE164,
  type PlatformAdapterOptions,
  type Sender,
  tell,
  trySend,
} from '@sms-connectors/core';
import { messageOf } from './message-of.ts';
import type { PhoneAction, PhoneEvent } from './phone-event.ts';

/** How messages are sent. The deadline is 10 seconds by default, 18 at most. */
export type Auth0PhoneOptions = Omit<PlatformAdapterOptions<PhoneEvent>, 'sender' | 'locale'>;

const defaultTimeoutMs = 10_000;
// Auth0 stops an Action after 20 seconds (https://auth0.com/docs/customize/actions/limitations).
const longestMs = 18_000;

/**
 * An Action that is Auth0's custom phone provider: `exports.onExecuteCustomPhoneProvider = auth0PhoneAction(sender)`.
 * Auth0 hears `retry` only if certainly nothing was sent and it may help, and `drop` if it does not help. A message that
 * may have been sent counts as sent.
 * @see https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider
 */
export function auth0PhoneAction(
  sender: Sender,
  { usageType, onError, onEvent, timeoutMs = defaultTimeoutMs }: Auth0PhoneOptions = {},
): PhoneAction {
  return async (event, { notification }) => {
    const { delivery_method: method, recipient } = event.notification;
    if (method !== 'text') return notification.drop('Only text messages can be sent, not voice.');
    if (!isE164(recipient)) return notification.drop('The recipient is no number in E.164.');
    const limits = { timeoutMs: Math.min(timeoutMs, longestMs), onEvent };
    const result = await trySend(sender, await messageOf(event, usageType), limits);
    if (result.ok) return;
    const { error } = result;
    tell(onError, error);
    if (error.outcome === 'unknown') return;
    const decide = error.retryable ? notification.retry : notification.drop;
    decide(`${error.code}: ${error.message}`.slice(0, longestReason));
  };
}

const longestReason = 1024;
