import {
  crossFieldCheck,
  type InferInput,
  templateSchema,
  templatesOf,
} from '@sms-connectors/core';
import {
  credentialFields,
  credentialsFromOnePlace,
  regionSchema,
} from '@sms-connectors/aws/signing';
import * as z from '@sms-connectors/core/zod';

// The forms of the values are those of the attributes:
// https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html#sms_publish-to-phone
const indiaId = z
  .string()
  .check(z.regex(/^\S{1,30}$/, 'Must be an ID of up to 30 characters without spaces.'));

const template = z.extend(templateSchema, {
  indiaTemplateId: z.optional(indiaId).check(
    z.meta({
      description:
        'The ID under which this text is registered in India, together with `indiaEntityId`. It is sent only with messages to Indian numbers.',
      examples: ['1107160000000000001'],
    }),
  ),
});

export const configSchema = z
  .strictObject({
    region: regionSchema.check(
      z.meta({
        description: 'The AWS Region that sends the messages.',
        examples: ['us-east-1'],
      }),
    ),
    ...credentialFields,
    senderId: z
      .optional(
        z
          .string()
          .check(
            z.regex(
              /^(?=.*[A-Za-z])[A-Za-z\d]{1,11}$/,
              'Must be up to 11 letters and digits, with at least one letter.',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The name that the messages come from. Countries without sender IDs do not show it.',
          examples: ['Acme'],
        }),
      ),
    originationNumber: z
      .optional(
        z
          .string()
          .check(z.regex(/^\+?\d{5,14}$/, 'Must be 5 to 14 digits, with or without a plus sign.')),
      )
      .check(
        z.meta({
          description:
            'The phone number or short code of your account that sends the messages. By default, AWS chooses.',
          examples: ['+14255550120'],
        }),
      ),
    maxPrice: z
      .optional(
        z.string().check(z.regex(/^\d{1,3}(\.\d{1,5})?$/, 'Must be an amount such as 0.10.')),
      )
      .check(
        z.meta({
          description:
            'The highest price of a message, in US dollars. AWS accepts a message that would cost more, but does not send it.',
          examples: ['0.10'],
        }),
      ),
    indiaEntityId: z.optional(indiaId).check(
      z.meta({
        description:
          'Your principal entity ID in India, together with `indiaTemplateId` in templates.',
        examples: ['1101234560000000001'],
      }),
    ),
    templates: templatesOf(template),
  })
  .check(
    credentialsFromOnePlace,
    crossFieldCheck(
      'indiaEntityId',
      'Required if a template has an indiaTemplateId.',
      ({ indiaEntityId, templates }) => indiaEntityId !== undefined || !hasIndiaTemplate(templates),
    ),
  );

export type SnsConfig = InferInput<typeof configSchema>;

function hasIndiaTemplate(templates: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(templates) ? templates : [];
  return list.some((each) => (each as Partial<z.output<typeof template>> | null)?.indiaTemplateId);
}
