import { parseJsonObject } from '@sms-connectors/core';
import { type Credentials, fixedCredentials } from '../credentials.ts';
import type { Platform, Verdict } from '../platform.ts';
import { textOf } from '../read-values.ts';
import { receiver, type ReceiverOptions } from '../receiver.ts';
import { statusAnswer } from '../status-answer.ts';

export interface NovuOptions extends ReceiverOptions {
  /** What is in “API Key Request Header” and “API Key” of the integration: `{ header, value }`. */
  readonly credentials: Credentials;
}

/**
 * Receives the messages of Novu’s provider “SMS Webhook” (`generic-sms`). Novu writes the text, so a template is
 * `{{text}}`.
 * @see https://docs.novu.co/platform/integrations/sms/sms-webhook
 * @see https://github.com/novuhq/novu/blob/next/packages/providers/src/lib/sms/generic-sms/generic-sms.provider.ts
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function novu(options: NovuOptions): (request: Request) => Promise<Response> {
  return receiver(novuPlatform(options), options);
}

function novuPlatform({ credentials }: NovuOptions): Platform {
  return {
    id: 'novu',
    // Novu repeats nothing, and shows the failure in its activity feed.
    audience: 'person',
    // The provider sets no timeout.
    deadlineMs: 10_000,
    prove: fixedCredentials(credentials),
    read: ({ body }) => {
      const fields = parseJsonObject(body) ?? {};
      const [to, text] = [textOf(fields['to']), textOf(fields['content'])];
      if (to === undefined || text === undefined) return undefined;
      return {
        key: textOf(fields['id']),
        message: { to, usageType: 'Generic', payload: { text } },
      };
    },
    answer,
  };
}

/** Novu reads an id and a date, at `data.id` and `data.date` as its form has them, or at `id` and `date` without a path. */
function answer(verdict: Verdict): Response {
  if (!verdict.isSent) return statusAnswer(verdict);
  const id = verdict.messageId ?? crypto.randomUUID();
  const sent = { id, date: new Date().toISOString() };
  return Response.json({ ...sent, data: sent });
}
