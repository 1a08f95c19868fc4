import type * as z from 'zod/mini';
import { crossFieldCheck } from './cross-field-check.ts';

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
  );
}

function has(config: Readonly<Record<string, unknown>>, field: string): boolean {
  return config[field] !== undefined;
}
