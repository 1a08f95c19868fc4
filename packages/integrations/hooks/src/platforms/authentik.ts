import { parseJsonObject } from '@sms-connectors/core';
import { type Credentials, fixedCredentials } from '../credentials.ts';
import { expiryIn } from '../expiry.ts';
import type { Platform } from '../platform.ts';
import { payloadOf, textOf, usageTypeNamed } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface AuthentikOptions extends ReceiverOptions {
  /** What is in the stage: “Basic Auth” as `{ user, password }`, “Bearer Token” as `{ token }`. */
  readonly credentials: Credentials;
  /** How long a code is valid, in seconds. By default providers are not told. */
  readonly lifetimeSeconds?: number | undefined;
}

/**
 * Receives the messages of authentik’s “SMS Authenticator Setup Stage” with the provider “Generic”. authentik shows the
 * text of an error to the person. A mapping may add `locale` and `usageType` to the payload.
 * @see https://github.com/goauthentik/authentik/blob/main/authentik/stages/authenticator_sms/models.py
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function authentik(options: AuthentikOptions): (request: Request) => Promise<Response> {
  return receiver(authentikPlatform(options), options);
}

function authentikPlatform({ credentials, lifetimeSeconds }: AuthentikOptions): Platform {
  return {
    id: 'authentik',
    audience: 'person',
    deadlineMs: 10_000,
    prove: fixedCredentials(credentials),
    read: ({ body }) => {
      const { To, Body, Message, locale, usageType } = parseJsonObject(body) ?? {};
      const to = textOf(To);
      const payload = payloadOf(Body, Message);
      if (to === undefined || payload?.code === undefined) return undefined;
      return {
        message: {
          to,
          usageType: usageType === undefined ? 'MfaVerification' : usageTypeNamed(usageType),
          payload,
          locale: textOf(locale),
          expiresAt: expiryIn(lifetimeSeconds),
        },
      };
    },
    answer: statusAnswer,
  };
}
