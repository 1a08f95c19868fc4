import type { PhoneEvent } from '@sms-connectors/auth0';

/**
 * An event with the members that the documentation has; Auth0 publishes no types of it.
 * @see https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider/actions-triggers-custom-phone-provider-event-object
 */
export function eventOf(notification: Partial<PhoneEvent['notification']> = {}) {
  return {
    client: { client_id: 'client', name: 'Shop', metadata: {} },
    notification: {
      as_text: 'Shop: 314159',
      as_voice: 'Shop: 3 1 4 1 5 9',
      code: '314159',
      delivery_method: 'text',
      locale: 'en_US',
      message_type: 'otp_verify',
      recipient: '+33612345678',
      ...notification,
    },
    request: { geoip: {}, ip: '192.0.2.1', method: 'POST' },
    secrets: {},
    tenant: { id: 'shop' },
    user: { user_id: 'auth0|1', email_verified: true, app_metadata: {}, user_metadata: {} },
  };
}

/** Records what an Action decides, as Auth0 does. */
export function recordingApi() {
  const calls: (readonly [decision: 'retry' | 'drop', reason: string])[] = [];
  return {
    calls,
    api: {
      notification: {
        retry: (reason = '') => void calls.push(['retry', reason]),
        drop: (reason = '') => void calls.push(['drop', reason]),
      },
    },
  };
}
