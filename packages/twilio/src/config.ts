import {
  crossFieldCheck,
  secretField,
  templatesSchema,
  webhookUrlSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

/** A SID: two letters for the kind of thing, then 32 hexadecimal digits. */
const sid = (prefix: string) =>
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
        `must be ${prefix} and 32 hexadecimal digits`,
      ),
    );
const credential = z
  .string()
  .check(z.regex(/^[!-9;-~]+$/, 'must be letters, digits and signs without spaces or colons'));
const sender = z
  .string()
  .check(
    z.regex(
      /^(\+[1-9]\d{6,14}|\d{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11})$/,
      'must be a number in E.164, a short code, or a name of up to 11 letters, digits and spaces',
    ),
  );
const region = z
  .string()
  .check(z.regex(/^[a-z]{2}\d$/, 'must be two letters and a digit, like ie1'));
const edge = z
  .string()
  .check(z.regex(/^[a-z][a-z-]*$/, 'must be a name in small letters, like dublin'));

export const configSchema = z
  .strictObject({
    accountSID: sid('AC').check(
      z.meta({
        description: 'The **Account SID** of your Twilio account.',
        examples: ['AC0123456789abcdef0123456789abcdef'],
      }),
    ),
    authToken: z.optional(credential).check(
      z.meta({
        description:
          'The **Auth Token** of your Twilio account. Leave it out where you use an API key.',
        examples: ['<your-auth-token>'],
        ...secretField,
      }),
    ),
    apiKeySID: z.optional(sid('SK')).check(
      z.meta({
        description: 'The SID of an API key, in place of the auth token.',
        examples: ['SK0123456789abcdef0123456789abcdef'],
      }),
    ),
    apiKeySecret: z.optional(credential).check(
      z.meta({
        description: 'The secret of the API key, which Twilio shows once.',
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
          'A phone number, a short code or an alphanumeric sender ID, in place of the messaging service.',
        examples: ['+15005550006'],
      }),
    ),
    region: z.optional(region).check(
      z.meta({
        description:
          'The Twilio region that handles the messages; goes with `edge`. Without one, the United States.',
        examples: ['ie1'],
      }),
    ),
    edge: z.optional(edge).check(
      z.meta({
        description: 'The place where requests enter Twilio’s network; goes with `region`.',
        examples: ['dublin'],
      }),
    ),
    disableRiskCheck: z._default(z.boolean(), false).check(
      z.meta({
        description:
          'Sends without Twilio’s check for SMS pumping fraud, for example to numbers you know.',
        examples: [false],
      }),
    ),
    deliveryReportUrl: z.optional(webhookUrlSchema).check(
      z.meta({
        description:
          'The address where Twilio reports what became of each message: your delivery report handler.',
        examples: ['https://example.com/sms/reports/twilio'],
      }),
    ),
    webhookAuthToken: z.optional(credential).check(
      z.meta({
        description:
          'The **Auth Token** of your account, which signs the delivery reports. Needed where an API key stands in its place.',
        examples: ['<your-auth-token>'],
        ...secretField,
      }),
    ),
    templates: templatesSchema,
  })
  // One way to authenticate, one kind of sender, and both of region and edge or neither.
  .check(
    crossFieldCheck(
      'apiKeySID',
      'is missing; apiKeySecret needs it',
      needs('apiKeySecret', 'apiKeySID'),
    ),
    crossFieldCheck(
      'apiKeySecret',
      'is missing; apiKeySID needs it',
      needs('apiKeySID', 'apiKeySecret'),
    ),
    crossFieldCheck(
      'authToken',
      'is missing; give it, or apiKeySID and apiKeySecret',
      (config) => has(config, 'authToken') || hasKey(config),
    ),
    crossFieldCheck(
      'authToken',
      'stands beside an API key; keep one of the two',
      (config) => !(has(config, 'authToken') && hasKey(config)),
    ),
    crossFieldCheck(
      'fromMessagingServiceSID',
      'is missing; give it, or from',
      (config) => has(config, 'fromMessagingServiceSID') || has(config, 'from'),
    ),
    crossFieldCheck(
      'from',
      'stands beside fromMessagingServiceSID; keep one of the two',
      (config) => !(has(config, 'fromMessagingServiceSID') && has(config, 'from')),
    ),
    crossFieldCheck('edge', 'is missing; region needs it', needs('region', 'edge')),
    crossFieldCheck('region', 'is missing; edge needs it', needs('edge', 'region')),
  );

export type TwilioConfig = z.input<typeof configSchema>;

type Config = { readonly [field in keyof TwilioConfig]?: unknown };

function needs(one: keyof Config, other: keyof Config) {
  return (config: Config): boolean => !has(config, one) || has(config, other);
}

function hasKey(config: Config): boolean {
  return has(config, 'apiKeySID') || has(config, 'apiKeySecret');
}

function has(config: Config, field: keyof Config): boolean {
  return config[field] !== undefined;
}
