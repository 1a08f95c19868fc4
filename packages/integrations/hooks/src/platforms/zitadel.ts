import {
  asJsonObject,
  decodeHex,
  hmacVerifier,
  isFresh,
  parseJsonObject,
  type UsageType,
} from '@sms-connectors/core';
import { messageKeys } from '../message-keys.ts';
import type { Platform } from '../platform.ts';
import { payloadOf, textOf } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface ZitadelOptions extends ReceiverOptions {
  /** The `signingKey` in the answer with which the SMS provider was added. */
  readonly signingKey: string;
}

/**
 * Receives the messages of Zitadel’s SMS provider of type HTTP.
 * @see https://zitadel.com/docs/guides/manage/customize/notification-providers
 * @see https://github.com/zitadel/zitadel/blob/main/internal/notification/channels/webhook/channel.go
 * @throws `TypeError` for an empty signing key
 */
export function zitadel(options: ZitadelOptions): (request: Request) => Promise<Response> {
  return receiver(zitadelPlatform(options), options);
}

function zitadelPlatform({ signingKey }: ZitadelOptions): Platform {
  if (typeof signingKey !== 'string' || signingKey === '') {
    throw new TypeError('signingKey must be the signing key of the SMS provider.');
  }
  const keyOf = messageKeys(signingKey);
  return {
    id: 'zitadel',
    audience: 'queue',
    deadlineMs: 5000,
    prove: zitadelSignature(signingKey),
    // https://github.com/zitadel/zitadel/blob/main/internal/notification/types/user_phone.go
    read: async ({ body }) => {
      const event = parseJsonObject(body);
      const [context, template, args] = ['contextInfo', 'templateData', 'args'].map((name) =>
        asJsonObject(event?.[name]),
      );
      const to = textOf(context?.['recipientPhoneNumber']);
      // Each argument has a small first letter, which turns `OTP` into `oTP`.
      const payload = payloadOf(textOf(args?.['code']) ?? args?.['oTP'], template?.['text']);
      if (to === undefined || payload === undefined) return undefined;
      const usageType = usageTypeOf(textOf(context?.['eventType']) ?? '');
      return { key: await keyOf(body), message: { to, usageType, payload } };
    },
    answer: statusAnswer,
  };
}

/**
 * @see https://github.com/zitadel/zitadel/blob/main/internal/repository/session/session.go
 * @see https://github.com/zitadel/zitadel/blob/main/internal/repository/user/human_mfa_otp.go
 * @see https://github.com/zitadel/zitadel/blob/main/internal/repository/user/human_phone.go
 */
function usageTypeOf(eventType: string): UsageType {
  if (eventType.includes('otp.sms.')) return 'MfaVerification';
  if (eventType.endsWith('phone.code.added')) return 'BindNewIdentifier';
  return eventType.endsWith('password.code.added') ? 'ForgotPassword' : 'Generic';
}

const mostSignatures = 10;

/** @see https://github.com/zitadel/zitadel/blob/main/pkg/actions/signing.go */
function zitadelSignature(signingKey: string): Platform['prove'] {
  const verify = hmacVerifier('SHA-256', signingKey);
  return async ({ headers, body }) => {
    const header = headers['zitadel-signature'];
    if (header === undefined) return 'unsigned';
    const [, seconds] = /(?:^|,)t=(\d{1,12})(?:,|$)/.exec(header) ?? [];
    if (seconds === undefined || !isFresh(Number(seconds) * 1000)) return 'stale';
    const signatures = [...header.matchAll(/(?:^|,)v1=(?<digits>[\da-f]+)/gi)];
    for (const { groups } of signatures.slice(0, mostSignatures)) {
      const signature = decodeHex(groups?.['digits'] ?? '');
      if (await verify(signature, `${seconds}.${body}`)) return 'genuine';
    }
    return 'forged';
  };
}
