import {
  approvedTemplateSchema,
  credentialSchema,
  type InferInput,
  notTogether,
  requiredUnless,
  requiredWith,
  secretField,
  templatesOf,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

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

/** The `templateId` of the template that the service uses by default. */
export const defaultTemplate = 'default';

/** The parameter that is the code; Twilio fills the others of its templates with substitutions. */
export const codeParameter = 'code';

const template = z
  .strictObject({
    ...approvedTemplateSchema.shape,
    templateId: z
      .string()
      .check(
        z.regex(
          /^(default|HJ[0-9a-fA-F]{32})$/,
          'Must be default, or HJ and 32 hexadecimal digits.',
        ),
      )
      .check(
        z.meta({
          description:
            'The SID of a template, which starts with `HJ`, or `default` for the template that your service uses by default.',
          examples: [defaultTemplate],
        }),
      ),
    // A code has 4 to 10 characters: https://www.twilio.com/docs/verify/api/verification#start-new-verification
    parameters: z
      ._default(approvedTemplateSchema.shape.parameters.def.innerType, [
        { name: codeParameter, maxLength: 10 },
      ])
      .check(
        z.meta({
          description:
            'The code, and the values of the other variables in the template, by their names at Twilio. By default, a code of up to 10 characters.',
          examples: [
            [
              { name: codeParameter, maxLength: 10 },
              { name: 'minutes', format: 'digits', maxLength: 2 },
            ],
          ],
        }),
      ),
  })
  .check(
    z.refine(({ parameters }) => parameters.some(({ name }) => name === codeParameter), {
      path: ['parameters'],
      message: 'One parameter must have the name code.',
    }),
    z.meta({ id: 'TwilioVerifyTemplate' }),
  );

export const templatesSchema = templatesOf(template);

/** Everything but the templates. */
export const fields = {
  accountSID: z.optional(sid('AC')).check(
    z.meta({
      description: 'The **Account SID** of your Twilio account. Optional if you use an API key.',
      examples: ['AC0123456789abcdef0123456789abcdef'],
    }),
  ),
  authToken: z.optional(credentialSchema).check(
    z.meta({
      description: 'The **Auth Token** of your Twilio account. Leave it out if you use an API key.',
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
  serviceSID: sid('VA').check(
    z.meta({
      description: 'The **Service SID** of your Verify service.',
      examples: ['VA0123456789abcdef0123456789abcdef'],
    }),
  ),
  disableRiskCheck: z._default(z.boolean(), false).check(
    z.meta({
      description:
        'Turns off Twilio’s check for SMS pumping fraud (Fraud Guard), for example for numbers that you know.',
      examples: [false],
    }),
  ),
};

/** What the fields must fulfil together. */
export const rules = [
  requiredWith('apiKeySID', 'apiKeySecret'),
  requiredWith('apiKeySecret', 'apiKeySID'),
  requiredWith('accountSID', 'authToken'),
  requiredUnless('authToken', 'apiKeySID', 'apiKeySecret'),
  notTogether('authToken', 'apiKeySID', 'apiKeySecret'),
] as const;

export const configSchema = z
  .strictObject({ ...fields, templates: templatesSchema })
  .check(...rules);

export type TwilioVerifyConfig = InferInput<typeof configSchema>;

/** A config with its defaults. */
export type CompleteConfig = z.output<typeof configSchema>;
