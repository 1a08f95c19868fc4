import * as z from 'zod/mini';
import { crossFieldCheck } from './cross-field-check.ts';
import type { FieldGroup } from './field-groups.ts';

// Rules between the optional fields of a config, for the schema's `check`. All connectors word them alike.

/** `field` must be set unless the others are. */
export function requiredUnless(
  field: string,
  ...others: readonly string[]
): z.core.$ZodCheck<Readonly<Record<string, unknown>>> {
  return crossFieldCheck(
    field,
    `Required unless you set ${others.join(' and ')}.`,
    (config) => has(config, field) || others.some((other) => has(config, other)),
    others,
  );
}

/** `field` must be set if `other` is. */
export function requiredWith(
  field: string,
  other: string,
): z.core.$ZodCheck<Readonly<Record<string, unknown>>> {
  return crossFieldCheck(
    field,
    `Required if you set ${other}.`,
    (config) => has(config, field) || !has(config, other),
    [other],
  );
}

/** `field` must not be set together with any of the others. */
export function notTogether(
  field: string,
  ...others: readonly string[]
): z.core.$ZodCheck<Readonly<Record<string, unknown>>> {
  return crossFieldCheck(
    field,
    others.length === 1
      ? `Remove one of ${field} and ${others.join()}.`
      : `Remove ${field}, or ${others.join(' and ')}.`,
    (config) => !(has(config, field) && others.some((other) => has(config, other))),
    others,
  );
}

/**
 * Fields that come from one place: `configFromEnv` does not complete some of them with those of another account. The
 * other rules imply it for their fields.
 */
export function fromOnePlace(
  ...fields: readonly string[]
): z.core.$ZodCheck<Readonly<Record<string, unknown>>> {
  return z.refine(() => true, { params: { belongTogether: fields } satisfies FieldGroup });
}

function has(config: Readonly<Record<string, unknown>>, field: string): boolean {
  return Object.hasOwn(config, field) && config[field] !== undefined;
}
