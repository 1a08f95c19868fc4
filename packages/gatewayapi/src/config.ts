import {
  credentialSchema,
  type InferInput,
  secretField,
  templatesSchema,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

/**
 * The platform of each endpoint. An account and its tokens belong to one of them. The endpoints in `/rest/mtsms` are
 * those of the older REST API, which existing configs name.
 * @see https://gatewayapi.com/docs/message/overview/
 * @see https://gatewayapi.com/docs/apis/legacy/rest/
 */
export const platforms = {
  'https://messaging.gatewayapi.com/mobile/single': 'https://messaging.gatewayapi.com',
  'https://messaging.gatewayapi.eu/mobile/single': 'https://messaging.gatewayapi.eu',
  'https://gatewayapi.com/rest/mtsms': 'https://messaging.gatewayapi.com',
  'https://gatewayapi.eu/rest/mtsms': 'https://messaging.gatewayapi.eu',
} as const;

type Endpoint = keyof typeof platforms;

// At least 3 characters: https://messaging.gatewayapi.com/openapi.json
const number = /^\+?\d{3,15}$/;
const name = /^(?! )[ -~\u00A1-\u00FF]{3,11}(?<! )$/;

export const configSchema = z.strictObject({
  apiToken: credentialSchema.check(
    z.meta({
      description: 'The API token of one of your **API Keys**.',
      examples: ['<your-api-token>'],
      ...secretField,
    }),
  ),
  endpoint: z
    ._default(
      z.enum(Object.keys(platforms) as Endpoint[]),
      'https://messaging.gatewayapi.com/mobile/single',
    )
    .check(
      z.meta({
        description:
          'The endpoint of the platform that has your account: gatewayapi.com or gatewayapi.eu. The endpoints of the older REST API stand for the same platforms.',
        examples: ['https://messaging.gatewayapi.com/mobile/single'],
      }),
    ),
  sender: z.string().check(
    z.refine(
      (sender) => number.test(sender) || name.test(sender),
      'Must be a number of 3 to 15 digits, or a name of 3 to 11 characters.',
    ),
    z.meta({
      description:
        'The sender: a number of up to 15 digits, or a name of 3 to 11 characters, preferably letters and digits.',
      examples: ['ExampleSMS'],
    }),
  ),
  priority: z._default(z.enum(['normal', 'urgent']), 'normal').check(
    z.meta({
      description:
        'The priority of the messages. Urgent messages may cost more, depending on the account.',
      examples: ['normal'],
    }),
  ),
  webhookSecret: z.optional(credentialSchema).check(
    z.meta({
      description:
        'The secret key of the webhook, which verifies delivery reports. Required to receive them.',
      examples: ['<your-webhook-secret>'],
      ...secretField,
    }),
  ),
  templates: templatesSchema,
});

export type GatewayapiConfig = InferInput<typeof configSchema>;
