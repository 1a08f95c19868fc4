import { type UsageType, usageTypes } from '@sms-connectors/core';

/** A value that is a text with characters. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A usage type by its name; `Generic` for names that are not known here. */
export function usageTypeNamed(name: unknown): UsageType {
  return usageTypes.find((usageType) => usageType === name) ?? 'Generic';
}

/** The first of the languages in `Accept-Language` (`fr-CA,fr;q=0.9`) or `ui_locales` (`fr-CA fr`). */
export function firstLanguage(languages: unknown): string | undefined {
  return textOf(languages)
    ?.split(/[\s,;]/)
    .find(Boolean);
}

/** An international number with its plus sign, which some platforms leave out. */
export function withPlus(phone: string): string {
  return phone.startsWith('+') ? phone : `+${phone}`;
}

/**
 * The payload of a message with a code, a text that the platform has written, or both; `undefined` if it has neither. A
 * template takes one of them: `{{code}}`, or `{{text}}` with `withoutCode`, because the code is in the text.
 */
export function payloadOf(
  code: unknown,
  text: unknown,
): { readonly code?: string; readonly text?: string } | undefined {
  const [readCode, readText] = [textOf(code), textOf(text)];
  if (readCode === undefined && readText === undefined) return undefined;
  return {
    ...(readCode !== undefined && { code: readCode }),
    ...(readText !== undefined && { text: readText }),
  };
}
