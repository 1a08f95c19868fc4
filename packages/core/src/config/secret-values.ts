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
  if (typeof value === 'string') return isSecret ? [value] : [];
  if (def.type === 'array' && Array.isArray(value)) {
    return value.flatMap((each) => secretsAt(def.element, each, isSecret));
  }
  if (def.type !== 'object' || typeof value !== 'object' || value === null) return [];
  return Object.entries(def.shape).flatMap(([name, field]) =>
    secretsAt(field, (value as Readonly<Record<string, unknown>>)[name], isSecret),
  );
}

function inBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
