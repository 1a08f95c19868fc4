import { asJsonObject, parseJsonObject } from '@sms-connectors/core';
import { type Credentials, fixedCredentials } from '../credentials.ts';
import { expiryIn } from '../expiry.ts';
import type { Platform } from '../platform.ts';
import { firstLanguage, textOf, usageTypeNamed, withPlus } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface LogtoOptions extends ReceiverOptions {
  /** What is in the field “Authorization Header” of the connector: `{ token }` for `Bearer …`. */
  readonly credentials: Credentials;
  /** How long a code is valid, in seconds. By default providers are not told. */
  readonly lifetimeSeconds?: number | undefined;
}

/**
 * Receives the requests of Logto’s connector “HTTP SMS”. Logto shows the text of an error to the person.
 * @see https://github.com/logto-io/logto/blob/master/packages/connectors/connector-http-sms/src/index.ts
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function logto(options: LogtoOptions): (request: Request) => Promise<Response> {
  return receiver(logtoPlatform(options), options);
}

function logtoPlatform({ credentials, lifetimeSeconds }: LogtoOptions): Platform {
  return {
    id: 'logto',
    audience: 'person',
    // The connector sets no timeout.
    deadlineMs: 10_000,
    prove: fixedCredentials(credentials),
    // https://github.com/logto-io/logto/blob/master/packages/toolkit/connector-kit/src/types/passwordless.ts
    read: ({ body }) => {
      const { to, type, payload, ip } = parseJsonObject(body) ?? {};
      const { locale, uiLocales, ...values } = asJsonObject(payload) ?? {};
      const phone = textOf(to);
      if (phone === undefined || (textOf(values['code']) ?? textOf(values['link'])) === undefined) {
        return undefined;
      }
      return {
        message: {
          // https://github.com/logto-io/logto/blob/master/packages/toolkit/core-kit/src/regex.ts
          to: withPlus(phone),
          usageType: usageTypeNamed(type),
          payload: values,
          locale: textOf(locale) ?? firstLanguage(uiLocales),
          expiresAt: expiryIn(lifetimeSeconds),
          ...(typeof ip === 'string' && { requester: { ip } }),
        },
      };
    },
    answer: statusAnswer,
  };
}
