import { type ParseRecipient, parseJsonObject } from '@sms-connectors/core';
import { type Credentials, fixedCredentials } from '../credentials.ts';
import type { Platform } from '../platform.ts';
import { payloadOf, textOf } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface FusionAuthOptions extends ReceiverOptions {
  /** What is in the messenger’s tabs “Security”, as `{ user, password }`, or “Headers”, as `{ header, value }`. */
  readonly credentials: Credentials;
  /**
   * Reads numbers without a country code, for example `recipientParser` of `@sms-connectors/core/phone`. By default they
   * are refused: the plus sign alone would make them somebody else’s.
   */
  readonly parseRecipient?: ParseRecipient | undefined;
}

/**
 * Receives the messages of FusionAuth’s generic messenger.
 * @see https://fusionauth.io/docs/customize/email-and-messages/generic-messenger
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function fusionauth(options: FusionAuthOptions): (request: Request) => Promise<Response> {
  return receiver(fusionauthPlatform(options), options);
}

function fusionauthPlatform({ credentials, parseRecipient }: FusionAuthOptions): Platform {
  return {
    id: 'fusionauth',
    audience: 'person',
    // The messenger’s “Read timeout” decides; the guide says to set this one.
    deadlineMs: 10_000,
    prove: fixedCredentials(credentials),
    read: ({ body }) => {
      const { phoneNumber, code, textMessage, type, userId } = parseJsonObject(body) ?? {};
      const phone = textOf(phoneNumber);
      const payload = payloadOf(code, textMessage);
      const isVoice = type === 'Voice';
      if (phone === undefined || payload === undefined || isVoice) return undefined;
      const parsed = parseRecipient?.(phone);
      return {
        message: {
          to: parsed !== undefined && 'e164' in parsed ? parsed.e164 : phone,
          usageType: 'Generic',
          payload,
          ...(typeof userId === 'string' && { requester: { userId } }),
        },
      };
    },
    answer: statusAnswer,
  };
}
