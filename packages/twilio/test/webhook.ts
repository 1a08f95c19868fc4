import type { WebhookRequest } from '@sms-connectors/core';
import twilioSdk from 'twilio';

// Twilio's SDK exports it and leaves it out of its types.
const { getExpectedTwilioSignature } = twilioSdk as unknown as {
  getExpectedTwilioSignature: (
    key: string,
    url: string,
    parameters: object,
    algorithm?: string,
  ) => string;
};

export const url = 'https://example.com/sms/reports/twilio';
export const authToken = 'emulated-auth-token';
export const callback = {
  AccountSid: `AC${'1'.repeat(32)}`,
  MessageSid: `SM${'a1'.repeat(16)}`,
  MessageStatus: 'delivered',
};

/** A status callback as Twilio sends it, signed by Twilio's own SDK. */
export function webhook(
  parameters: Readonly<Record<string, string>>,
  address = url,
): WebhookRequest {
  const signature = getExpectedTwilioSignature(authToken, address, parameters);
  return {
    method: 'POST',
    url: address,
    headers: { 'x-twilio-signature': signature },
    body: new URLSearchParams(parameters).toString(),
  };
}

/** One that a webhook rule has Twilio sign with a shared key. */
export function sharedKeyWebhook(key: string, algorithm: string, settings: string): WebhookRequest {
  const request = webhook(callback);
  const signature = getExpectedTwilioSignature(key, url, callback, algorithm);
  const headers = {
    'x-twilio-signature': signature,
    'x-twilio-webhooks-signature-settings': settings,
  };
  return { ...request, headers };
}
