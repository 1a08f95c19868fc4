import {
  crossFieldCheck,
  type InferInput,
  templateSchema,
  templatesOf,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { credentialFields, credentialsFromOnePlace, regionSchema } from './credentials.ts';

// The patterns of AWS’s own model of the API:
// https://github.com/aws/api-models-aws/tree/main/models/pinpoint-sms-voice-v2
const idOrArn = z
  .string()
  .check(z.maxLength(256), z.regex(/^[A-Za-z0-9_:/-]+$/, 'Must be a name, an ID or an ARN.'));
const indiaId = z
  .string()
  .check(z.maxLength(64), z.regex(/^\S+$/, 'Must be an ID without spaces.'));

const template = z.extend(templateSchema, {
  indiaTemplateId: z.optional(indiaId).check(
    z.meta({
      description:
        'The ID under which this text is registered in India, together with `indiaEntityId`. It is sent only with messages to Indian numbers.',
      examples: ['1107160000000000001'],
    }),
  ),
});

// The ARN of a phone number, a pool, a configuration set and so on:
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_pinpoint-sms-voice-v2.html
const arn = /^arn:[\w-]+:sms-voice:([\w-]+):/;
const inTheRegion = (field: string) =>
  crossFieldCheck(
    field,
    'Must be an ARN in the region that you set.',
    ({ region, [field]: value }) => {
      const [, its] = arn.exec(String(value)) ?? [];
      return its === undefined || region === undefined || its === region;
    },
  );

export const configSchema = z
  .strictObject({
    region: regionSchema.check(
      z.meta({
        description: 'The AWS Region of your phone numbers and pools.',
        examples: ['us-east-1'],
      }),
    ),
    ...credentialFields,
    originationIdentity: z
      .optional(
        z
          .string()
          .check(
            z.maxLength(256),
            z.regex(/^[A-Za-z0-9_:/+-]+$/, 'Must be a number, a sender ID, an ID or an ARN.'),
          ),
      )
      .check(
        z.meta({
          description:
            'The sender: a phone number, a sender ID, the ID of a pool or of a phone number, or the ARN of any of them. By default, AWS chooses.',
          examples: ['pool-0123456789abcdef0123456789abcdef'],
        }),
      ),
    configurationSetName: z.optional(idOrArn).check(
      z.meta({
        description: 'The name or the ARN of a configuration set. Required for delivery reports.',
        examples: ['verification-codes'],
      }),
    ),
    protectConfigurationId: z.optional(idOrArn).check(
      z.meta({
        description:
          'The ID or the ARN of a protect configuration, which allows, filters or blocks countries.',
        examples: ['protect-0123456789abcdef0123456789abcdef'],
      }),
    ),
    maxPrice: z
      .optional(
        z
          .string()
          .check(
            z.maxLength(8),
            z.regex(/^\d{0,2}\.\d{1,5}$/, 'Must be an amount with a decimal point, such as 0.10.'),
          ),
      )
      .check(
        z.meta({
          description:
            'The highest price of a message, in US dollars. AWS rejects a message that would cost more.',
          examples: ['0.10'],
        }),
      ),
    messageFeedback: z._default(z.boolean(), false).check(
      z.meta({
        description:
          'Asks AWS to expect feedback on each message, which `reportConversion` then sends.',
        examples: [true],
      }),
    ),
    indiaEntityId: z.optional(indiaId).check(
      z.meta({
        description:
          'Your principal entity ID in India, together with `indiaTemplateId` in templates.',
        examples: ['1101234560000000001'],
      }),
    ),
    snsTopicArn: z
      .optional(
        z
          .string()
          .check(
            z.regex(
              /^arn:aws(-[a-z]+)*:sns:[a-z]{2,4}(-[a-z]+)+-\d:\d{12}:[\w-]{1,256}$/,
              'Must be the ARN of a standard SNS topic, such as arn:aws:sns:us-east-1:111122223333:sms-events.',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The ARN of the SNS topic that sends delivery reports. Reports of other topics are refused.',
          examples: ['arn:aws:sns:us-east-1:111122223333:sms-events'],
        }),
      ),
    templates: templatesOf(template),
  })
  .check(
    credentialsFromOnePlace,
    inTheRegion('originationIdentity'),
    inTheRegion('configurationSetName'),
    inTheRegion('protectConfigurationId'),
    crossFieldCheck(
      'indiaEntityId',
      'Required if a template has an indiaTemplateId.',
      ({ indiaEntityId, templates }) => indiaEntityId !== undefined || !hasIndiaTemplate(templates),
    ),
  );

export type AwsConfig = InferInput<typeof configSchema>;

function hasIndiaTemplate(templates: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(templates) ? templates : [];
  return list.some((each) => (each as Partial<z.output<typeof template>> | null)?.indiaTemplateId);
}
