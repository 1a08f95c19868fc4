import { asJsonObject, parseJsonObject, type UsageType } from '@sms-connectors/core';
import type { Platform } from '../platform.ts';
import { payloadOf, textOf } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { standardWebhooks } from '../standard-webhooks.ts';
import { statusAnswer } from '../status-answer.ts';

export interface ClerkOptions extends ReceiverOptions {
  /** The “Signing Secret” of the webhook endpoint, `whsec_…`; a list while it is replaced. */
  readonly secret: string | readonly string[];
  /** What a template of Clerk is for, by its slug; by default every message is `Generic`. */
  readonly usageType?: ((slug: string) => UsageType) | undefined;
}

// Svix repeats a request for a day; a code is of no use that long.
const oldestMs = 10 * 60 * 1000;

/**
 * Receives the event `sms.created` of Clerk’s webhooks.
 * @see https://clerk.com/docs/guides/development/webhooks/overview
 * @see https://clerk.com/docs/guides/customizing-clerk/email-sms-templates
 * @throws `TypeError` for a secret that is none
 */
export function clerk(options: ClerkOptions): (request: Request) => Promise<Response> {
  return receiver(clerkPlatform(options), options);
}

function clerkPlatform({ secret, usageType = () => 'Generic' }: ClerkOptions): Platform {
  return {
    id: 'clerk',
    audience: 'queue',
    // https://docs.svix.com/retries
    deadlineMs: 15_000,
    prove: standardWebhooks([secret].flat(), 'svix'),
    read: ({ headers, body }) => {
      const { type, timestamp, data } = parseJsonObject(body) ?? {};
      const sms = asJsonObject(data);
      if (sms === undefined || typeof timestamp !== 'number') return undefined;
      if (type !== 'sms.created') return { skipped: 'other_event' };
      if (sms['delivered_by_clerk'] === true) return { skipped: 'sent_by_platform' };
      if (Date.now() - timestamp > oldestMs) return { skipped: 'expired' };
      // https://github.com/clerk/javascript/blob/main/packages/backend/src/api/resources/JSON.ts (SMSMessageJSON)
      const to = textOf(sms['to_phone_number']);
      const slug = textOf(sms['slug']);
      const userId = textOf(sms['user_id']);
      // https://clerk.com/docs/guides/development/troubleshooting/email-deliverability
      const payload = payloadOf(asJsonObject(sms['data'])?.['otp_code'], sms['message']);
      if (to === undefined || payload === undefined) return undefined;
      return {
        // The same at each attempt: https://docs.svix.com/receiving/verifying-payloads/how-manual
        key: headers['svix-id'],
        message: {
          to,
          usageType: slug === undefined ? 'Generic' : usageType(slug),
          payload,
          ...(userId !== undefined && { requester: { userId } }),
        },
      };
    },
    answer: statusAnswer,
  };
}
