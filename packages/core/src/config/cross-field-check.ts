import * as z from 'zod/mini';
import type { FieldGroup } from './field-groups.ts';

/**
 * A check over several fields of a config, for the schema's `check`. A failure is reported at `field`, in the words of
 * `message`. The check also runs if other fields are wrong, so that all problems are reported at once. `others` belong
 * to `field`: `configFromEnv` takes all of them from one place.
 */
export function crossFieldCheck(
  field: string,
  message: string,
  isValid: (config: Readonly<Record<string, unknown>>) => boolean,
  others: readonly string[] = [],
): z.core.$ZodCheck<Readonly<Record<string, unknown>>> {
  return z.refine(isValid, {
    path: [field],
    message,
    params: { belongTogether: [field, ...others] } satisfies FieldGroup,
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
}
