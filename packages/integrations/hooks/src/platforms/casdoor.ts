import { type Credentials, fixedCredentials } from '../credentials.ts';
import { expiryIn } from '../expiry.ts';
import { fieldsOf } from '../fields.ts';
import type { Platform } from '../platform.ts';
import { textOf } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface CasdoorOptions extends ReceiverOptions {
  /** What is in “HTTP header” of the provider: `{ header, value }`, or `{ token }` for `Authorization: Bearer …`. */
  readonly credentials: Credentials;
  /** What is in “Parameter” of the provider: the field that has the code; `code` by default, as there. */
  readonly parameter?: string | undefined;
  /** How long a code is valid, in seconds. By default providers are not told. */
  readonly lifetimeSeconds?: number | undefined;
}

/**
 * Receives the messages of Casdoor’s provider “Custom HTTP SMS” with the method POST, as JSON or as a form. Its
 * “Template code” must be `%s`, so that the content is the code.
 * @see https://github.com/casdoor/casdoor/blob/master/object/sms_custom_http.go
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function casdoor(options: CasdoorOptions): (request: Request) => Promise<Response> {
  return receiver(casdoorPlatform(options), options);
}

function casdoorPlatform({
  credentials,
  parameter = 'code',
  lifetimeSeconds,
}: CasdoorOptions): Platform {
  return {
    id: 'casdoor',
    audience: 'person',
    // Go’s default client has no timeout.
    deadlineMs: 10_000,
    prove: fixedCredentials(credentials),
    read: (request) => {
      const fields = fieldsOf(request) ?? {};
      const to = textOf(fields['phoneNumber']);
      const code = textOf(fields[parameter]);
      if (to === undefined || code === undefined) return undefined;
      const expiresAt = expiryIn(lifetimeSeconds);
      return { message: { to, usageType: 'Generic', payload: { code }, expiresAt } };
    },
    // No other status than 200 is a yes.
    answer: statusAnswer,
  };
}
