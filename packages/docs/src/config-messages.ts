import type { ConfigSchema } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import type { Fault } from './faults.ts';

/**
 * What a schema says of a value that does not fit, in its own words; what it leaves to zod, zod says in every
 * language. `isHiding`: a check's words are in a function, where nobody finds them.
 */
export function configMessages(schema: z.core.$ZodType): {
  readonly messages: readonly string[];
  readonly isHiding: boolean;
} {
  const messages = new Set<string>();
  let isHiding = false;
  // The conversion is what walks a schema: nested, wrapped, in lists and unions.
  z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema: { _zod: schemaParts } }) => {
      const { def } = schemaParts;
      const checks = (def.checks ?? []).map(({ _zod: checkParts }) => checkParts.def);
      for (const { error } of [def, ...checks].toReversed()) {
        const message = error?.({ code: 'custom', input: undefined, path: [] } as never);
        if (typeof message === 'string') messages.add(message);
      }
      isHiding ||= checks.some(
        (check) => check.check === 'custom' && !('fn' in check) && check.error === undefined,
      );
    },
  });
  // It walks from the inside out.
  return { messages: [...messages].toReversed(), isHiding };
}

/** A config's messages, and a fault where some are hidden. */
export function foundMessages(
  schema: ConfigSchema,
  file: string,
): { readonly messages: readonly string[]; readonly faults: readonly Fault[] } {
  const { messages, isHiding } = configMessages(schema);
  const fault: Fault = {
    check: 'schema',
    file,
    message: 'A check of the config schema says what is wrong where no catalogue finds it.',
    fix: "Write it as z.refine(check, { path: ['field'], message: '…' }).",
  };
  return { messages, faults: isHiding ? [fault] : [] };
}
