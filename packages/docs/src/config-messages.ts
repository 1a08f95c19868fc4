import * as z from '@sms-connectors/core/zod';
import type { Fault } from './faults.ts';

/**
 * Collects a schema's own error messages, for translation; the console translates those of core. `isHiding`: a
 * message is in a function, where it cannot be found.
 */
export function configMessages(schema: z.core.$ZodType): {
  readonly messages: readonly string[];
  readonly isHiding: boolean;
} {
  const messages = new Set<string>();
  let isHiding = false;
  // The conversion visits every schema inside, whether nested, wrapped, or in a list or union.
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
  // It visits the inner schemas first.
  return { messages: [...messages].toReversed(), isHiding };
}

/** Returns a config's messages, and a fault if some cannot be found. */
export function foundMessages(
  schema: z.core.$ZodType,
  file: string,
): { readonly messages: readonly string[]; readonly faults: readonly Fault[] } {
  const { messages, isHiding } = configMessages(schema);
  const fault: Fault = {
    check: 'schema',
    file,
    message: 'A check of the config schema has a message that cannot be translated.',
    fix: "Write it as z.refine(check, { path: ['field'], message: '…' }).",
  };
  return { messages, faults: isHiding ? [fault] : [] };
}
