import type { GuideDocument } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { banner } from './banner.ts';
import type { Output } from './outputs.ts';
import type { PageFolder } from './project.ts';

const described = (description: string) => z.meta({ description });
const text = (description: string) => z.string().check(described(description));

const section = z.strictObject({
  id: text(
    'The anchor, which is the same in every language; empty for the text before the first heading.',
  ),
  level: z
    .int()
    .check(described('The level of its heading; 1 for the text before the first heading.')),
  title: z.string(),
  html: z.string(),
});

const field = z.strictObject({
  name: z.string(),
  type: text('string, boolean, Template[] …'),
  required: z.boolean(),
  default: z.optional(z.unknown()),
  description: text('HTML.'),
  secret: z.boolean().check(described('Whether its value must be hidden.')),
  values: z.optional(z.array(z.string())).check(described('The allowed values.')),
});

const table = z.strictObject({
  type: z.optional(z.string()).check(described('Absent for the config itself.')),
  fields: z.array(field),
});

const error = z.strictObject({
  causes: z.array(z.strictObject({ cause: z.string(), docsUrl: z.optional(z.url()) })),
  code: text('The error code of the contract, or accepted.'),
  outcome: z.optional(z.string()),
  retryable: z.boolean(),
  meaning: text('HTML.'),
  advice: text('HTML.'),
});

/** The shape of `GuideDocument` for the programs that are not written in TypeScript. */
const guideDocument = z.strictObject({
  format: z.literal(1) as z.ZodMiniType<number>,
  id: z.string(),
  name: text('The provider’s name.'),
  package: text('The npm package.'),
  locale: text('The language, as a BCP 47 tag.'),
  siteUrl: text('The address of the docs site in this language. Links to its pages begin with it.'),
  slug: text('The guide’s path on the docs site.'),
  title: z.string(),
  description: z.string(),
  docsUrl: z.url().check(described('The provider’s own documentation.')),
  logo: text('SVG.'),
  isTranslated: z
    .boolean()
    .check(described('false if some of its sentences are still in English.')),
  capabilities: z
    .looseObject({
      numberFormat: z.string(),
      senders: z.array(z.string()),
      maxCharacters: z.int(),
    })
    .check(
      described('What the provider can do: Capabilities in @sms-connectors/core.'),
    ) as z.ZodMiniType<GuideDocument['capabilities']>,
  sections: z.array(section),
  config: z
    .array(table)
    .check(described('The config’s fields, then those of each named object in it.')),
  example: z.unknown().check(described('A valid config.')),
  messages: z
    .record(z.string(), z.string())
    .check(described('The schema’s messages: English to this language.')),
  errors: z.array(error),
}) satisfies z.ZodMiniType<GuideDocument>;

/** The JSON Schema of a published guide. It is part of core alone. */
export function guideSchemaOutput({ folder, package: owner }: PageFolder): readonly Output[] {
  if (owner?.name !== '@sms-connectors/core') return [];
  const source = 'packages/docs/src/guide-schema.ts';
  const { $schema, ...schema } = z.toJSONSchema(guideDocument);
  const document = {
    $schema,
    $comment: banner(source, undefined),
    title: 'The guide of an SMS connector in one language',
    ...schema,
  };
  const content = `${JSON.stringify(document, null, 2)}\n`;
  return [{ target: 'schema', locale: 'en', path: `${folder}/guide.schema.json`, content, source }];
}
