import * as z from 'zod/mini';
import type { ConfigWithTemplates } from '../contract.ts';
import { canonicalTag } from '../text/language-tag.ts';
import { defaultParameters } from '../text/template-placeholders.ts';
import { isPlaceholderName, parseTemplate, syntaxProblems } from '../text/template.ts';
import { deprecatedUsageTypes, usageTypes } from '../usage-types/usage-types.ts';

const usageTypeNames = [
  ...usageTypes,
  ...(Object.keys(deprecatedUsageTypes) as (keyof typeof deprecatedUsageTypes)[]),
] as const;

const content = z
  .string()
  .check(z.minLength(1), ...Object.values(syntaxProblems).map(withoutProblem));

const usageTypeField = z.enum(usageTypeNames).check(
  z.meta({
    description: 'What the message is for.',
    examples: ['Generic'],
  }),
);

function namesLanguage(tag: string): boolean {
  return canonicalTag(tag) !== undefined;
}

const localeField = z
  .optional(
    z
      .string()
      .check(z.refine(namesLanguage, 'Must be a BCP 47 language tag, such as fr or pt-BR.')),
  )
  .check(
    z.meta({
      description:
        'The language of the text, as a BCP 47 tag. A template without a locale is used for all languages that have none of their own.',
      examples: ['fr'],
    }),
  );

const withoutCodeField = z.optional(z.boolean()).check(
  z.meta({
    description:
      'Set to `true` if the message needs neither `{{code}}` nor `{{link}}`. By default, a message with a code or a link is refused if its template has neither.',
    examples: [true],
  }),
);

/** A template whose text is sent as it is, as most connectors' configs have it. */
export const templateSchema = z
  .strictObject({
    content: content.check(
      z.meta({
        description: 'The text of the message. `{{code}}` stands for the verification code.',
        examples: ['Your verification code is {{code}}.'],
      }),
    ),
    usageType: usageTypeField,
    locale: localeField,
    withoutCode: withoutCodeField,
  })
  .check(z.meta({ id: 'Template' }));

/** A template that the provider has approved: its id, and the parameters in the template's order. */
export const approvedTemplateSchema = z
  .strictObject({
    templateId: z.string().check(
      z.minLength(1),
      z.meta({
        description: 'The id of the template that the provider has approved.',
        examples: ['<template-id>'],
      }),
    ),
    parameters: z
      ._default(
        z.array(
          z
            .strictObject({
              name: z.string().check(
                z.minLength(1),
                z.meta({
                  description: 'The name of the parameter in the approved template.',
                  examples: ['code'],
                }),
              ),
              value: z.optional(content).check(
                z.meta({
                  description:
                    'A text with placeholders that gives the value. By default, the placeholder of the same name.',
                  examples: ['{{code}}'],
                }),
              ),
              format: z.optional(z.enum(['digits', 'alphanumeric'])).check(
                z.meta({
                  description:
                    'The characters that the provider accepts. A message with another value is refused before it is sent.',
                  examples: ['digits'],
                }),
              ),
              maxLength: z.optional(z.int().check(z.minimum(1))).check(
                z.meta({
                  description: 'The longest value that the provider accepts, in characters.',
                  examples: [6],
                }),
              ),
            })
            .check(
              z.refine(({ name, value }) => value !== undefined || isPlaceholderName(name), {
                path: ['value'],
                message: 'Set it to a placeholder such as {{code}}: the name cannot be one.',
              }),
              z.meta({ id: 'TemplateParameter' }),
            ),
        ),
        [...defaultParameters],
      )
      .check(
        z.meta({
          description: 'The parameters of the approved template, in its order.',
          examples: [[{ name: 'code', format: 'digits', maxLength: 6 }]],
        }),
      ),
    content: z.optional(content).check(
      z.meta({
        description:
          'The approved text, for previews. It is not sent: the provider has its own copy.',
        examples: ['Your verification code is {{code}}.'],
      }),
    ),
    usageType: usageTypeField,
    locale: localeField,
    withoutCode: withoutCodeField,
  })
  .check(z.meta({ id: 'ApprovedTemplate' }));

/** A config's templates, of one of the template schemas or an extension of it: no two for the same usage type and locale. */
export function templatesOf<Item extends z.core.$ZodType<ConfigWithTemplates['templates'][number]>>(
  template: Item,
) {
  return z.array(template).check(
    z.minLength(1, 'Add at least one template.'),
    withoutRepeats(),
    z.meta({
      description: 'The messages: one template for each usage type and, optionally, each language.',
    }),
  );
}

export const templatesSchema = templatesOf(templateSchema);

/** Refuses templates that have one problem. */
function withoutProblem(problem: string): z.core.$ZodCheck<string> {
  return z.refine((text) => {
    const parts = parseTemplate(text);
    return !('problem' in parts && parts.problem === problem);
  }, problem);
}

/** Refuses each template that repeats one, at its own place. */
function withoutRepeats(): z.core.$ZodCheck<ConfigWithTemplates['templates']> {
  const check = z.check<ConfigWithTemplates['templates']>(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [index, { usageType, locale }] of value.entries()) {
      const key = `${usageType} ${locale === undefined ? '' : (canonicalTag(locale) ?? locale)}`;
      if (seen.has(key)) {
        issues.push({ code: 'custom', path: [index], input: value, inst: check, continue: true });
      }
      seen.add(key);
    }
  }, 'An earlier template has the same usage type and locale. Keep one of them.');
  return check;
}
