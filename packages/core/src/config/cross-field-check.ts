import * as z from '#zod';

/**
 * A check over several fields of a config, for the schema's `check`. A failure is reported at `field`. It runs even
 * if another field is wrong; otherwise one error would hide another.
 */
export function crossFieldCheck(
  field: string,
  message: string,
  isKept: (config: Readonly<Record<string, unknown>>) => boolean,
): z.core.$ZodCheck<Readonly<Record<string, unknown>>> {
  return z.refine(isKept, {
    path: [field],
    message,
    when: ({ value }) => typeof value === 'object' && value !== null,
  });
}
