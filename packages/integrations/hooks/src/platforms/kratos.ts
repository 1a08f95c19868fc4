import { parseJsonObject, type UsageType } from '@sms-connectors/core';
import { type Credentials, fixedCredentials, secretOf } from '../credentials.ts';
import { expiryIn } from '../expiry.ts';
import { messageKeys } from '../message-keys.ts';
import type { Platform } from '../platform.ts';
import { firstLanguage, payloadOf, textOf } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface KratosOptions extends ReceiverOptions {
  /** What is in `auth` of the channel: `basic_auth` as `{ user, password }`, `api_key` as `{ header, value }`. */
  readonly credentials: Credentials;
}

/**
 * The template that makes the body of Kratos’s requests, for `courier.channels[].request_config.body`: the default one
 * has no code for signing in or registering. It passes on no more of a person than this package reads.
 * @see https://github.com/ory/kratos/blob/master/courier/http_channel.go
 * @see https://www.ory.sh/docs/kratos/emails-sms/sending-sms
 */
export const kratosBody = `function(ctx)
  local data = ctx.template_data;
  local value(object, name) =
    if std.isObject(object) && std.objectHas(object, name) then object[name] else null;
  local languages = value(value(ctx, 'request_headers'), 'Accept-Language');
  {
    recipient: ctx.recipient,
    text: ctx.body,
    type: ctx.template_type,
    login_code: value(data, 'login_code'),
    registration_code: value(data, 'registration_code'),
    verification_code: value(data, 'verification_code'),
    expires_in_minutes: value(data, 'expires_in_minutes'),
    user_id: value(value(data, 'identity'), 'id'),
    language: if std.isArray(languages) && std.length(languages) > 0 then languages[0] else null,
  }
`;

/**
 * Receives the messages of the channel `sms` of Ory Kratos and Ory Network, made by `kratosBody`.
 * @see https://github.com/ory/kratos/blob/master/courier/http_channel.go
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function kratos(options: KratosOptions): (request: Request) => Promise<Response> {
  return receiver(kratosPlatform(options), options);
}

// https://github.com/ory/kratos/blob/master/courier/template/type.go
const usageTypeByTemplate: ReadonlyMap<unknown, UsageType> = new Map([
  ['login_code_valid', 'SignIn'],
  ['registration_code_valid', 'Register'],
  ['recovery_code_valid', 'ForgotPassword'],
  ['verification_code_valid', 'BindNewIdentifier'],
]);

function kratosPlatform({ credentials }: KratosOptions): Platform {
  const keyOf = messageKeys(secretOf(credentials));
  return {
    id: 'kratos',
    audience: 'queue',
    deadlineMs: 10_000,
    prove: fixedCredentials(credentials),
    read: async ({ body }) => {
      const fields = parseJsonObject(body) ?? {};
      const to = textOf(fields['recipient']);
      // The code of a recovery is a `verification_code` too:
      // https://github.com/ory/kratos/blob/master/courier/template/sms/recovery_code.go
      const code = ['login_code', 'registration_code', 'verification_code']
        .map((name) => textOf(fields[name]))
        .find((value) => value !== undefined);
      const payload = payloadOf(code, fields['text']);
      if (to === undefined || payload === undefined) return undefined;
      const minutes = fields['expires_in_minutes'];
      const userId = textOf(fields['user_id']);
      return {
        key: await keyOf(body),
        message: {
          to,
          usageType: usageTypeByTemplate.get(fields['type']) ?? 'Generic',
          payload,
          locale: firstLanguage(fields['language']),
          expiresAt: expiryIn(
            typeof minutes === 'number' && minutes > 0 ? minutes * 60 : undefined,
          ),
          ...(userId !== undefined && { requester: { userId } }),
        },
      };
    },
    answer: statusAnswer,
  };
}
