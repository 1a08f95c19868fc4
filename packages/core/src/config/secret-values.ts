import * as z from 'zod/mini';

/** The values of a config's fields that its schema marks as secret, each also as Base64, as headers have it. */
export function secretValues(schema: z.core.$ZodType, config: unknown): readonly string[] {
  return secretsAt(schema, config, false).flatMap((secret) => [secret, inBase64(secret)]);
}

function secretsAt(
  schema: z.core.$ZodType,
  value: unknown,
  isInSecret: boolean,
): readonly string[] {
  const isSecret = isInSecret || z.globalRegistry.get(schema)?.['writeOnly'] === true;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if ('innerType' in def) return secretsAt(def.innerType, value, isSecret);
  const others = alternatives(def);
  if (others !== undefined) {
    return [...new Set(others.flatMap((each) => secretsAt(each, value, isSecret)))];
  }
  if (typeof value === 'string') return isSecret ? [value] : [];
  if (def.type === 'array' && Array.isArray(value)) {
    return value.flatMap((each) => secretsAt(def.element, each, isSecret));
  }
  if (typeof value !== 'object' || value === null) return [];
  if (def.type === 'record') {
    return Object.values(value).flatMap((each) => secretsAt(def.valueType, each, isSecret));
  }
  if (def.type !== 'object') return [];
  return Object.entries(def.shape).flatMap(([name, field]) =>
    secretsAt(field, (value as Readonly<Record<string, unknown>>)[name], isSecret),
  );
}

/** The schemas of which one or all describe the same value. */
function alternatives(
  def: z.core.$ZodTypes['_zod']['def'],
): readonly z.core.$ZodType[] | undefined {
  if (def.type === 'pipe') return [def.in, def.out];
  if (def.type === 'union') return def.options;
  return def.type === 'intersection' ? [def.left, def.right] : undefined;
}

function inBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
