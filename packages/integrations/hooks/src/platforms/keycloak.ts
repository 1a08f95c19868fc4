import { type Credentials, fixedCredentials } from '../credentials.ts';
import { fieldsOf } from '../fields.ts';
import type { Platform } from '../platform.ts';
import { textOf } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface KeycloakOptions extends ReceiverOptions {
  /**
   * What the execution sends: “Basic Auth Username” and “API Secret” as `{ user, password }`, or, if the secret is put
   * into the header, `{ header: 'authorization', value }`.
   */
  readonly credentials: Credentials;
}

/**
 * Receives the messages of the “SMS Authentication (2FA)” of netzbegruenung’s plugins for Keycloak, as JSON or as a form.
 * Keycloak writes the text, so a template is `{{text}}`.
 * @see https://github.com/netzbegruenung/keycloak-mfa-plugins/tree/main/sms-authenticator
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function keycloak(options: KeycloakOptions): (request: Request) => Promise<Response> {
  return receiver(keycloakPlatform(options), options);
}

function keycloakPlatform({ credentials }: KeycloakOptions): Platform {
  return {
    id: 'keycloak',
    // The person is shown the form whatever the answer; after an error, Keycloak logs the number and the text.
    audience: 'nobody',
    // The plugin sets no timeout.
    deadlineMs: 10_000,
    prove: fixedCredentials(credentials),
    // https://github.com/netzbegruenung/keycloak-mfa-plugins/blob/main/sms-authenticator/src/main/java/netzbegruenung/keycloak/authenticator/gateway/ApiSmsService.java
    read: (request) => {
      const fields = fieldsOf(request) ?? {};
      const [to, text] = [textOf(fields['to']), textOf(fields['text'])];
      if (to === undefined || text === undefined) return undefined;
      return { message: { to, usageType: 'MfaVerification', payload: { text } } };
    },
    answer: statusAnswer,
  };
}
