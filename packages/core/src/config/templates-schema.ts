import * as z from '#zod';
import { isLanguageTag } from '../text/language-tag.ts';
import { parseTemplate, templateProblems } from '../text/template.ts';
import { deprecatedUsageTypes, usageTypes } from '../usage-types/usage-types.ts';

const usageTypeNames = [
  ...usageTypes,
  ...(Object.keys(deprecatedUsageTypes) as (keyof typeof deprecatedUsageTypes)[]),
] as const;

/** One template, as every connector's config has them. */
export const templateSchema = z
  .strictObject({
    content: z.string().check(
      z.minLength(1),
      ...Object.values(templateProblems).map(without),
      z.meta({
        description: 'The text of the message. `{{code}}` stands for the verification code.',
        examples: ['Your verification code is {{code}}.'],
      }),
    ),
    usageType: z.enum(usageTypeNames).check(
      z.meta({
        description: 'What the message is for.',
        examples: ['Generic'],
      }),
    ),
    locale: z
      .optional(
        z
          .string()
          .check(z.refine(isLanguageTag, 'is no BCP 47 language tag; write it as fr or pt-BR')),
      )
      .check(
        z.meta({
          description:
            'The language of the text, as a BCP 47 tag. Without one, the template serves every language that has none of its own.',
          examples: ['fr'],
        }),
      ),
  })
  .check(z.meta({ id: 'Template' }));

/** A config's templates, of `templateSchema` or an extension of it: no two for the same usage type and locale. */
export function templatesOf<Item extends typeof templateSchema>(template: Item) {
  return z.array(template).check(
    z.minLength(1, 'is empty; add a template'),
    withoutRepeats(),
    z.meta({
      description: 'The texts, one for each usage type and, where wanted, each language.',
    }),
  );
}

export const templatesSchema = templatesOf(templateSchema);

/** Refuses templates that have one problem. */
function without(problem: string): z.core.$ZodCheck<string> {
  return z.refine((content) => {
    const parts = parseTemplate(content);
    return !('problem' in parts && parts.problem === problem);
  }, problem);
}

type Templates = readonly z.output<typeof templateSchema>[];

/** Refuses each template that repeats one, at its own place. */
function withoutRepeats(): z.core.$ZodCheck<Templates> {
  const check = z.check<Templates>(({ value, issues }) => {
    const seen = new Set<string>();
    for (const [index, { usageType, locale }] of value.entries()) {
      const key = `${usageType} ${locale?.toLowerCase() ?? ''}`;
      if (seen.has(key)) {
        issues.push({ code: 'custom', path: [index], input: value, inst: check, continue: true });
      }
      seen.add(key);
    }
  }, 'repeats the usage type and locale of an earlier template; keep one of them');
  return check;
}
