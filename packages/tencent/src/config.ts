import {
  approvedTemplateSchema,
  credentialSchema,
  reportTokenSchema,
  type InferInput,
  secretField,
  templatesOf,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

const templateIdSchema = z
  .string()
  .check(z.regex(/^\d{1,20}$/, 'Must be the ID of a template, which has only digits.'));

const template = z.strictObject({
  ...approvedTemplateSchema.shape,
  templateId: templateIdSchema.check(
    z.meta({
      description:
        'The **ID** of a body template that Tencent Cloud has approved. `templateCode`, as it is called in Logto, means the same.',
      examples: ['1110'],
    }),
  ),
  mainlandTemplateId: z.optional(templateIdSchema).check(
    z.meta({
      description:
        'The **ID** of the body template for numbers of the Chinese mainland, if `templateId` is for all others. Its variables must be in the same order.',
      examples: ['1111'],
    }),
  ),
  // Six digits are the most that a verification code template takes:
  // https://www.tencentcloud.com/document/product/382/40659
  parameters: z
    ._default(approvedTemplateSchema.shape.parameters.def.innerType, [
      { name: 'code', format: 'digits', maxLength: 6 },
    ])
    .check(
      z.meta({
        description:
          'The values of `{1}`, `{2}` and so on in the body template, in this order. By default, a code of up to 6 digits.',
        examples: [
          [
            { name: 'code', format: 'digits', maxLength: 6 },
            { name: 'minutes', format: 'digits', maxLength: 2 },
          ],
        ],
      }),
    ),
});

type Template = z.input<typeof template>;
type GivenTemplate =
  | Template
  | (Omit<Template, 'templateId'> & { readonly templateId?: never; readonly templateCode: string });

/** Reads the templates of Logto's connector as they are. */
const templateOrLogtos = z.pipe(
  z.transform((given: GivenTemplate): Template => {
    const isLogtos = typeof given === 'object' && given !== null && 'templateCode' in given;
    if (!isLogtos || 'templateId' in given) return given as Template;
    const { templateCode: templateId, ...others } = given;
    return { ...others, templateId };
  }),
  template,
);

export const configSchema = z.strictObject({
  accessKeyId: credentialSchema.check(
    z.meta({
      description: 'The **SecretId** of an API key.',
      examples: ['<your-secret-id>'],
    }),
  ),
  accessKeySecret: credentialSchema.check(
    z.meta({
      description: 'The **SecretKey** of the API key.',
      examples: ['<your-secret-key>'],
      ...secretField,
    }),
  ),
  sdkAppId: z.string().check(
    z.regex(/^\d{1,20}$/, 'Must be the SdkAppId of an application, such as 1400006666.'),
    z.meta({
      description: 'The **SdkAppId** of your application in the SMS console.',
      examples: ['1400006666'],
    }),
  ),
  region: z.string().check(
    z.regex(/^[a-z]+(-[a-z]+)+$/, 'Must be the code of a region, such as ap-guangzhou.'),
    z.meta({
      description: 'The region of the application, its signatures and its templates.',
      examples: ['ap-guangzhou'],
    }),
  ),
  endpoint: z
    ._default(
      z
        .string()
        .check(
          z.regex(
            /^sms(?:\.[a-z]+(?:-[a-z]+)*)?\.tencentcloudapi\.com$/,
            'Must be an address of the SMS API, such as sms.intl.tencentcloudapi.com.',
          ),
        ),
      'sms.tencentcloudapi.com',
    )
    .check(
      z.meta({
        description:
          'The address of the API. Set it to `sms.intl.tencentcloudapi.com` if you signed up at tencentcloud.com.',
        examples: ['sms.intl.tencentcloudapi.com'],
      }),
    ),
  signName: z
    .optional(
      z
        .string()
        .check(
          z.regex(
            /^[^\s【】[\]](?:[^【】[\]]*[^\s【】[\]])?$/,
            'Must be the content of a signature, without 【】: Tencent Cloud adds them.',
          ),
        ),
    )
    .check(
      z.meta({
        description:
          'The **Signature Content** of an approved signature, which stands before the text. Required for numbers of the Chinese mainland.',
        examples: ['Acme'],
      }),
    ),
  senderId: z
    .optional(z.string().check(z.regex(/^\S+$/, 'Must be a sender ID without spaces.')))
    .check(
      z.meta({
        description:
          'The sender ID for numbers outside the Chinese mainland, if Tencent Cloud has registered one for you. By default, Tencent Cloud chooses the sender.',
        examples: ['Acme'],
      }),
    ),
  extendCode: z.optional(z.string().check(z.regex(/^\d+$/, 'Must be digits.'))).check(
    z.meta({
      description:
        'Digits at the end of the sender’s number in the Chinese mainland, if Tencent Cloud has enabled them for you.',
      examples: ['10'],
    }),
  ),
  deliveryReportToken: z.optional(reportTokenSchema).check(
    z.meta({
      description:
        'A random secret of your own, of at least 16 characters, in the `token` of the callback URL. It proves that a delivery report is genuine.',
      examples: ['<random-characters>'],
      ...secretField,
    }),
  ),
  conversionTracking: z._default(z.boolean(), false).check(
    z.meta({
      description:
        'Set it to `true` if Tencent Cloud has enabled conversion rates for you, and you report which codes were used.',
      examples: [true],
    }),
  ),
  templates: templatesOf(templateOrLogtos),
});

export type TencentConfig = InferInput<typeof configSchema>;
