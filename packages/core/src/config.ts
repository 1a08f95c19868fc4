import * as z from '#zod';
import { encryptedUrl } from './encrypted-url.ts';
import { parseTemplate } from './template.ts';
import { deprecatedUsageTypes, usageTypes } from './usage-types.ts';

/** Marks a field as a secret: the guides say so, and forms hide what is typed. */
export const secret = { writeOnly: true } as const;

/** The address of a webhook of the user's own. */
export const webhookUrlSchema = z
  .string()
  .check(
    z.refine(
      (url) => encryptedUrl(url) !== undefined,
      'must be an https: address; http: is taken for this machine only',
    ),
  );

const usageTypeNames = [
  ...usageTypes,
  ...(Object.keys(deprecatedUsageTypes) as (keyof typeof deprecatedUsageTypes)[]),
] as const;

/** One template, as every connector's config has them. */
export const templateSchema = z
  .strictObject({
    content: z.string().check(
      z.minLength(1),
      z.superRefine((content, context) => {
        const parts = parseTemplate(content);
        if ('problem' in parts) context.addIssue({ code: 'custom', message: parts.problem });
      }),
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
    z.minLength(1),
    z.superRefine((templates, context) => {
      const seen = new Set<string>();
      for (const [index, { usageType, locale }] of templates.entries()) {
        const key = `${usageType} ${locale?.toLowerCase() ?? ''}`;
        if (seen.has(key)) {
          const message = `repeats the usage type and locale of an earlier template; keep one of them`;
          context.addIssue({ code: 'custom', path: [index], message });
        }
        seen.add(key);
      }
    }),
    z.meta({ description: 'The texts, one for each usage type and, where wanted, each language.' }),
  );
}

export const templatesSchema = templatesOf(templateSchema);

/** Whether a text is a well-formed BCP 47 language tag. */
export function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
