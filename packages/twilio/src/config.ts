import {
  credentialSchema,
  crossFieldCheck,
  type InferInput,
  notTogether,
  requiredUnless,
  requiredWith,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { manifest } from './manifest.ts';

/** A SID: two letters for the kind of resource, then 32 hexadecimal digits. */
const sid = (prefix: string) =>
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
        `Must be ${prefix} and 32 hexadecimal digits.`,
      ),
    );
const sender = z
  .string()
  .check(
    z.regex(
      /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11})$/,
      'Must be a number in E.164, a short code, or a name of up to 11 letters, digits and spaces.',
    ),
  );
// The regions that send SMS: https://www.twilio.com/docs/global-infrastructure/regional-product-and-feature-availability
const region = z.enum(['us1', 'ie1']);
const edge = z
  .string()
  .check(z.regex(/^[a-z][a-z-]*$/, 'Must be lower-case letters, such as dublin.'));

export const configSchema = z
  .strictObject({
    accountSID: sid('AC').check(
      z.meta({
        description: 'The **Account SID** of your Twilio account.',
        examples: ['AC0123456789abcdef0123456789abcdef'],
      }),
    ),
    authToken: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The **Auth Token** of your Twilio account. Leave it out if you use an API key.',
        examples: ['<your-auth-token>'],
        ...secretField,
      }),
    ),
    apiKeySID: z.optional(sid('SK')).check(
      z.meta({
        description: 'The SID of an API key, instead of the auth token.',
        examples: ['SK0123456789abcdef0123456789abcdef'],
      }),
    ),
    apiKeySecret: z.optional(credentialSchema).check(
      z.meta({
        description: 'The secret of the API key. Twilio shows it only once.',
        examples: ['<your-api-key-secret>'],
        ...secretField,
      }),
    ),
    fromMessagingServiceSID: z.optional(sid('MG')).check(
      z.meta({
        description: 'The SID of the messaging service that chooses the sender.',
        examples: ['MG0123456789abcdef0123456789abcdef'],
      }),
    ),
    from: z.optional(sender).check(
      z.meta({
        description:
          'A phone number, a short code or an alphanumeric sender ID, instead of a messaging service.',
        examples: ['+15005550006'],
      }),
    ),
    region: z.optional(region).check(
      z.meta({
        description:
          'The Twilio region that handles the messages, together with `edge`: `us1` for the United States, which is the default, or `ie1` for Ireland.',
        examples: ['ie1'],
      }),
    ),
    edge: z.optional(edge).check(
      z.meta({
        description:
          'The edge location through which requests enter Twilio’s network, together with `region`.',
        examples: ['dublin'],
      }),
    ),
    disableRiskCheck: z._default(z.boolean(), false).check(
      z.meta({
        description:
          'Turns off Twilio’s check for SMS pumping fraud, for example for numbers that you know.',
        examples: [false],
      }),
    ),
    provideFeedback: z._default(z.boolean(), false).check(
      z.meta({
        description:
          'Asks Twilio to expect feedback on each message, which `reportConversion` then sends.',
        examples: [true],
      }),
    ),
    deliveryReportUrl: z.optional(webhookUrlSchema(manifest.id)).check(
      z.meta({
        description:
          'The URL of your delivery report handler, to which Twilio sends the status of each message.',
        examples: ['https://example.com/sms/reports/twilio'],
      }),
    ),
    webhookAuthToken: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The **Auth Token** of your account, with which Twilio signs delivery reports. Required for delivery reports if you use an API key.',
        examples: ['<your-auth-token>'],
        ...secretField,
      }),
    ),
    webhookSharedKeySecret: z.optional(credentialSchema).check(
      z.meta({
        description:
          'The secret of the shared key with which Twilio signs delivery reports, if you have a webhook rule for them.',
        examples: ['<your-shared-key-secret>'],
        ...secretField,
      }),
    ),
    templates: templatesSchema,
  })
  .check(
    requiredWith('apiKeySID', 'apiKeySecret'),
    requiredWith('apiKeySecret', 'apiKeySID'),
    requiredUnless('authToken', 'apiKeySID', 'apiKeySecret'),
    notTogether('authToken', 'apiKeySID', 'apiKeySecret'),
    requiredUnless('fromMessagingServiceSID', 'from'),
    notTogether('from', 'fromMessagingServiceSID'),
    requiredWith('edge', 'region'),
    requiredWith('region', 'edge'),
    // https://www.twilio.com/docs/twilio-cli/general-usage/regional
    crossFieldCheck(
      'edge',
      'Must be dublin if region is ie1.',
      ({ region: chosen, edge: entry }) => chosen !== 'ie1' || (entry ?? 'dublin') === 'dublin',
    ),
    // https://www.twilio.com/docs/global-infrastructure/migrate-sms-us1-to-ie1
    crossFieldCheck(
      'from',
      'Must not begin with +1 or be a short code if region is ie1.',
      ({ region: chosen, from }) =>
        chosen !== 'ie1' || typeof from !== 'string' || !/^(\+1|\d+$)/.test(from),
    ),
  );

export type TwilioConfig = InferInput<typeof configSchema>;
