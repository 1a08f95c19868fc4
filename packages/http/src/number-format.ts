import type { ParsedConfig } from './config.ts';

/** A number as the gateway wants it; `undefined` if it has none of the config's country code. */
export function writeNumber(
  to: string,
  {
    numberFormat,
    countryCode = '',
    trunkPrefix = '',
  }: Pick<ParsedConfig, 'numberFormat' | 'countryCode' | 'trunkPrefix'>,
): string | undefined {
  if (numberFormat === 'e164') return to;
  if (numberFormat === 'digits') return to.slice(1);
  const start = `+${countryCode}`;
  return to.startsWith(start) ? trunkPrefix + to.slice(start.length) : undefined;
}
