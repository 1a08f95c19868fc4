import {
  approvedTemplateSchema,
  credentialSchema,
  reportTokenSchema,
  fromOnePlace,
  type InferInput,
  secretField,
  templatesOf,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { type LogtoTemplate, withoutLogtoNames } from './logto-template.ts';

const templateCode = z
  .string()
  .check(z.regex(/^\w{1,64}$/, 'Must be letters, digits and underscores.'));

const approvedTemplate = z.safeExtend(approvedTemplateSchema, {
  templateId: templateCode.check(
    z.meta({
      description: 'The code of the approved template: **模版CODE** (Template Code).',
      examples: ['SMS_123456789'],
    }),
  ),
  overseasTemplateId: z.optional(templateCode).check(
    z.meta({
      description:
        'The code of the template for numbers outside mainland China. Its variables have the same names.',
      examples: ['SMS_234567890'],
    }),
  ),
});

type TemplateInput = LogtoTemplate | z.input<typeof approvedTemplate>;
const template = z.pipe(z.transform(withoutLogtoNames), approvedTemplate) as z.ZodMiniType<
  z.output<typeof approvedTemplate>,
  TemplateInput
>;

export const configSchema = z
  .strictObject({
    accessKeyId: credentialSchema.check(
      z.meta({
        description: 'The **AccessKey ID** of a RAM user.',
        examples: ['<your-access-key-id>'],
      }),
    ),
    accessKeySecret: credentialSchema.check(
      z.meta({
        description: 'The **AccessKey Secret**. Alibaba Cloud shows it only once.',
        examples: ['<your-access-key-secret>'],
        ...secretField,
      }),
    ),
    signName: z.string().check(
      z.regex(/^\S(?:.*\S)?$/, 'Must not be empty, or start or end with a space.'),
      z.meta({
        description:
          'The signature at the start of each message, without its brackets: **签名名称** (Signature).',
        examples: ['<your-signature>'],
      }),
    ),
    api: z._default(z.enum(['SendSms', 'SendSmsVerifyCode']), 'SendSms').check(
      z.meta({
        description:
          'The API that sends the messages: `SendSms` of 短信服务 (Short Message Service), or `SendSmsVerifyCode` of 短信认证服务 (SMS Authentication Service), which sends to mainland China only.',
        examples: ['SendSms'],
      }),
    ),
    deliveryReportToken: z.optional(reportTokenSchema).check(
      z.meta({
        description:
          'A random secret of your own, of at least 16 characters. It is in the URL for delivery reports, and proves that a report comes from Alibaba Cloud.',
        examples: ['<random-characters>'],
        ...secretField,
      }),
    ),
    strictPhoneRegionNumberCheck: z.optional(z.boolean()).check(
      z.meta({
        description:
          'Has no effect: every recipient has a country code. It is here because the configs of Logto have it.',
        examples: [true],
      }),
    ),
    templates: templatesOf(template),
  })
  .check(fromOnePlace('accessKeyId', 'accessKeySecret'));

export type Api = z.output<typeof configSchema>['api'];
export type AliyunConfig = InferInput<typeof configSchema>;
export type AliyunTemplate = z.output<typeof approvedTemplate>;
