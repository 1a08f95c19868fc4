import {
  credentialSchema,
  reportTokenSchema,
  type InferInput,
  measureText,
  requiredWith,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

export const configSchema = z
  .strictObject({
    baseUrl: z.string().check(
      z.regex(
        /^(?:https:\/\/)?(?:[a-z0-9-]+\.)+infobip\.com\/?$/i,
        'Must be the base URL of your account, such as https://abc123.api.infobip.com.',
      ),
      z.meta({
        description:
          'The base URL of your account, with or without `https://`. Each account has its own.',
        examples: ['https://abc123.api.infobip.com'],
      }),
    ),
    apiKey: credentialSchema.check(
      z.meta({
        description: 'The API key, without `App`. It needs the scope `sms:message:send`.',
        examples: ['<your-api-key>'],
        ...secretField,
      }),
    ),
    from: z.string().check(
      z.refine(
        isSender,
        'Must be a phone number or a short code in digits, or a name of up to 11 GSM-7 characters with a letter.',
      ),
      z.meta({
        description:
          'The sender: a phone number with its country code, a short code, or an alphanumeric sender ID of up to 11 characters.',
        examples: ['InfoSMS'],
      }),
    ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id)).check(
      z.meta({
        description:
          'The URL of your handler for delivery reports. If you omit it, Infobip sends reports to the webhook of your subscription, if there is one.',
        examples: ['https://example.com/sms/reports/infobip'],
      }),
    ),
    deliveryReportToken: z.optional(reportTokenSchema).check(
      z.meta({
        description:
          'A random secret of your own, of at least 16 characters. Infobip returns it in each delivery report, which proves that the report is genuine.',
        examples: ['<random-characters>'],
        ...secretField,
      }),
    ),
    conversionTracking: z._default(z.boolean(), false).check(
      z.meta({
        description:
          'Set it to `true` if you report which codes were used: Infobip then counts every other code as unused.',
        examples: [true],
      }),
    ),
    templates: templatesSchema,
  })
  .check(requiredWith('deliveryReportToken', 'deliveryReportUrl'));

export type InfobipConfig = InferInput<typeof configSchema>;

// Names have 3 to 11 characters of GSM-7 with a letter where they are registered; some countries allow shorter ones.
// https://www.infobip.com/docs/api/platform/resources/resource-request/submit-resource-request
function isSender(sender: string): boolean {
  if (/^\+?\d{3,15}$/.test(sender)) return true;
  const isPrintable = /^\S(?:.*\S)?$/.test(sender) && !/\p{C}/u.test(sender);
  return (
    sender.length <= 11 &&
    isPrintable &&
    /[a-z]/i.test(sender) &&
    measureText(sender).encoding === 'GSM-7'
  );
}
