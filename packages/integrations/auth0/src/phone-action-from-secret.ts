import { isConnectorError, type Sender } from '@sms-connectors/core';
import { auth0PhoneAction, type Auth0PhoneOptions } from './auth0-phone-action.ts';
import type { PhoneAction, PhoneApi } from './phone-event.ts';

/** An Action whose secret `SMS_CONFIG` is the config of the connector, in JSON. */
export function phoneActionFromSecret(
  connect: (config: never) => Sender,
  options?: Auth0PhoneOptions,
): PhoneAction {
  let current: { readonly secret: string; readonly action: PhoneAction } | undefined;
  return async (event, api) => {
    const secret = event.secrets?.['SMS_CONFIG'];
    if (secret === undefined) return api.notification.drop('The secret SMS_CONFIG is missing.');
    const sender = current?.secret === secret ? undefined : senderOf(secret, connect, api);
    if (sender !== undefined) current = { secret, action: auth0PhoneAction(sender, options) };
    if (current?.secret === secret) await current.action(event, api);
  };
}

function senderOf(
  secret: string,
  connect: (config: never) => Sender,
  { notification }: PhoneApi,
): Sender | undefined {
  try {
    return connect(JSON.parse(secret) as never);
  } catch (error) {
    // What JSON.parse throws quotes the secret.
    const why = isConnectorError(error) ? error.message : 'It is no JSON.';
    notification.drop(`The secret SMS_CONFIG is not valid. ${why}`);
    return undefined;
  }
}
