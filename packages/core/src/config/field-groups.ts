import type * as z from 'zod/mini';
import type { ConfigSchema } from '../connector/connector-definition.ts';

/** What a rule over several fields tells about them, in its `params`. */
export interface FieldGroup {
  readonly belongTogether: readonly string[];
}

/**
 * The fields that belong together, such as a key and its secret, or a token instead of them. The schema's rules say
 * it; groups that share a field are one. Returns the group of a field, at least the field itself.
 */
export function fieldGroups(schema: ConfigSchema): (field: string) => readonly string[] {
  const { checks = [] } = (schema as z.core.$ZodTypes)._zod.def;
  const groups = new Map<string, ReadonlySet<string>>();
  for (const check of checks) {
    const { params } = check._zod.def as { readonly params?: Partial<FieldGroup> };
    const fields = params?.belongTogether ?? [];
    const group = new Set(fields.flatMap((field) => [field, ...(groups.get(field) ?? [])]));
    for (const field of group) groups.set(field, group);
  }
  return (field) => [...(groups.get(field) ?? [field])];
}
