import { callingCodeOf } from './country-of.ts';

const digitsAfterCallingCode = 3;

/** The first digits of a number in E.164, such as `+22177`: its country code and three more. Not personal. */
export function prefixOf(e164: string): string {
  const callingCode = callingCodeOf(e164)?.length ?? 0;
  return e164.slice(0, 1 + callingCode + digitsAfterCallingCode);
}
