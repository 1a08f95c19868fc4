import {
  approvedTemplateSchema,
  type ApprovedTemplate,
  classifyHttpStatus,
  type ConnectorDefinition,
  defineConnector,
  parseJsonObject,
  type ProviderAnswer,
  type ProviderConnection,
  secretField,
  templatesOf,
  usageTypes,
} from '@sms-connectors/core';
import { startEmulator } from '@sms-connectors/core/testing';
import * as z from 'zod';

const configSchema = z.strictObject({
  apiKey: z
    .string()
    .regex(/^\S+$/)
    .meta({ description: 'The API key.', examples: ['<your-api-key>'], ...secretField }),
  templates: templatesOf(approvedTemplateSchema),
});

/** A schema without the constraints on values. */
export const forgetfulSchema = configSchema.extend({
  templates: z
    .array(
      z.object({
        templateId: z.string(),
        parameters: z.array(z.object({ name: z.string(), value: z.string().optional() })),
        content: z.string().optional(),
        usageType: z.enum(usageTypes),
      }),
    )
    .meta({ description: 'The templates.' }),
}) as unknown as typeof configSchema;

const template = {
  templateId: 'TPL-7',
  parameters: [
    { name: 'code', format: 'digits', maxLength: 6 },
    { name: 'minutes', value: '{{ expiry.minutes }}', format: 'digits', maxLength: 2 },
  ],
} as const;

export const coda = {
  config: { apiKey: 'coda-key-1f6b' },
  startEmulator: startCodaEmulator,
  template: () => template,
  payload: { expiry: { minutes: 10 } },
  answers: [
    {
      name: 'an unknown template',
      answer: { status: 200, body: { code: 40 } },
      means: { outcome: 'rejected', code: 'template_invalid', providerCode: '40' },
    },
  ],
} as const;

type CodaDefinition = ConnectorDefinition<typeof configSchema>;

/** A provider that writes the text itself, from approved templates, and gives no message id. */
export function codaConnector(
  breakConnection: (
    connection: ProviderConnection<ApprovedTemplate>,
  ) => Partial<ProviderConnection<ApprovedTemplate>> = () => ({}),
  breakDefinition: (definition: CodaDefinition) => Partial<CodaDefinition> = () => ({}),
) {
  const definition: CodaDefinition = {
    manifest: {
      contract: 1,
      id: 'coda',
      name: 'Coda',
      description: 'Sends verification codes by SMS with Coda.',
      docsUrl: 'https://coda.example/docs',
      capabilities: {
        numberFormat: 'digits',
        senders: ['sender_pool'],
        content: ['template'],
        maxCharacters: 500,
        messageIds: 'local',
      },
    },
    configSchema,
    baseUrl: () => 'https://api.coda.example',
    connect: ({ apiKey }, { baseUrl }) => {
      const connection: ProviderConnection<ApprovedTemplate> = {
        request: ({ to, template: { templateId }, parameters }) => ({
          method: 'POST',
          url: `${baseUrl}/send`,
          headers: {
            'x-api-key': apiKey,
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: new URLSearchParams([
            ['mobile', to.slice(1)],
            ['template', templateId],
            ...parameters.map(({ value }): [string, string] => ['value', value]),
          ]).toString(),
        }),
        classify: (response): ProviderAnswer => {
          const code = parseJsonObject(response.body)?.['code'];
          if (code === 0) return { outcome: 'accepted', status: 'accepted' };
          return code === 40
            ? { outcome: 'rejected', code: 'template_invalid', providerCode: '40' }
            : classifyHttpStatus(response);
        },
      };
      return { ...connection, ...breakConnection(connection) };
    },
  };
  return defineConnector<typeof configSchema>({ ...definition, ...breakDefinition(definition) });
}

function startCodaEmulator() {
  return startEmulator({
    answer: ({ headers, body }, record) => {
      if (headers['x-api-key'] !== coda.config.apiKey) return { status: 401, body: {} };
      const form = new URLSearchParams(body);
      const templateId = form.get('template') ?? '';
      const templateParameters = form.getAll('value');
      if (templateId !== template.templateId) return { status: 200, body: { code: 40 } };
      const [code, minutes] = templateParameters;
      record({
        messageId: crypto.randomUUID(),
        to: `+${form.get('mobile')}`,
        from: 'Coda',
        text: `[Coda] ${code} is your code for ${minutes} minutes.`,
        at: new Date(),
        parameters: Object.fromEntries(form),
        templateId,
        templateParameters,
      });
      return { status: 200, body: { code: 0 } };
    },
    rateLimited: (retryAfter) => ({
      status: 429,
      headers: { 'retry-after': retryAfter },
      body: {},
    }),
  });
}
