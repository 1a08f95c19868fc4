import { crossFieldCheck, secretField, templateSchema, templatesOf } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

// The patterns of AWS’s own model of the API:
// https://github.com/aws/api-models-aws/tree/main/models/pinpoint-sms-voice-v2
const idOrArn = z
  .string()
  .check(z.maxLength(256), z.regex(/^[A-Za-z0-9_:/-]+$/, 'must be a name, an ID or an ARN'));
const indiaId = z.string().check(z.maxLength(64), z.regex(/^\S+$/, 'must be an ID without spaces'));
const credential = z
  .string()
  .check(z.regex(/^[!-~]+$/, 'must be letters, digits and signs without spaces'));

const template = z.extend(templateSchema, {
  indiaTemplateId: z.optional(indiaId).check(
    z.meta({
      description:
        'The ID under which this text is registered in India; goes with `indiaEntityId`. Sent with messages to Indian numbers only.',
      examples: ['1107160000000000001'],
    }),
  ),
});

export const configSchema = z
  .strictObject({
    region: z.string().check(
      z.regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'must be the code of a region, like us-east-1'),
      z.meta({
        description: 'The AWS Region that holds your phone numbers and pools.',
        examples: ['us-east-1'],
      }),
    ),
    accessKeyId: z.string().check(
      z.regex(/^[A-Z0-9]{16,128}$/, 'must be 16 or more capital letters and digits'),
      z.meta({
        description: 'The access key of an IAM user, or of a role’s session.',
        examples: ['AKIAIOSFODNN7EXAMPLE'],
      }),
    ),
    secretAccessKey: credential.check(
      z.meta({
        description: 'The secret access key, which AWS shows once.',
        examples: ['<your-secret-access-key>'],
        ...secretField,
      }),
    ),
    sessionToken: z.optional(credential).check(
      z.meta({
        description: 'The session token, where the access key is a temporary one.',
        examples: ['<your-session-token>'],
        ...secretField,
      }),
    ),
    originationIdentity: z
      .optional(
        z
          .string()
          .check(
            z.maxLength(256),
            z.regex(/^[A-Za-z0-9_:/+-]+$/, 'must be a number, a sender ID, an ID or an ARN'),
          ),
      )
      .check(
        z.meta({
          description:
            'Who sends: a phone number, a sender ID, the ID of a pool or of a phone number, or the ARN of any of them. Without one, AWS chooses.',
          examples: ['pool-0123456789abcdef0123456789abcdef'],
        }),
      ),
    configurationSetName: z.optional(idOrArn).check(
      z.meta({
        description: 'The name or the ARN of a configuration set. Needed for delivery reports.',
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
            z.regex(/^\d{0,2}\.\d{1,5}$/, 'must be an amount with a decimal point, like 0.10'),
          ),
      )
      .check(
        z.meta({
          description:
            'The most that one message may cost, in US dollars. AWS refuses a message that would cost more.',
          examples: ['0.10'],
        }),
      ),
    indiaEntityId: z.optional(indiaId).check(
      z.meta({
        description: 'Your principal entity ID in India; goes with `indiaTemplateId` in templates.',
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
              'must be the ARN of a standard SNS topic, like arn:aws:sns:us-east-1:111122223333:sms-events',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The ARN of the SNS topic that sends delivery reports. The reports of no other topic are believed.',
          examples: ['arn:aws:sns:us-east-1:111122223333:sms-events'],
        }),
      ),
    templates: templatesOf(template),
  })
  .check(
    crossFieldCheck(
      'indiaEntityId',
      'is missing; indiaTemplateId needs it',
      ({ indiaEntityId, templates }) => indiaEntityId !== undefined || !hasIndiaTemplate(templates),
    ),
  );

export type AwsConfig = z.input<typeof configSchema>;

function hasIndiaTemplate(templates: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(templates) ? templates : [];
  return list.some((each) => (each as Partial<z.output<typeof template>> | null)?.indiaTemplateId);
}
