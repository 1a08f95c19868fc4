import * as z from 'zod/mini';
import { urlRules } from '../http/url-rules.ts';
import { connectorIdIn } from '../webhooks/connector-id-in.ts';

/** The URL of the user's own delivery report handler. Its path ends in the id of the connector, as in `/reports/acme`. */
export function webhookUrlSchema(id: string) {
  return z.string().check(
    ...urlRules.map(({ isMet, message }) => z.refine<string>(isMet, { message, abort: true })),
    z.refine(
      (url) => connectorIdIn(new URL(url).pathname) === id,
      'The path must end in the ID of the connector, as in /sms/reports/twilio.',
    ),
  );
}
