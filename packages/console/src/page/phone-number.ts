import { parseRecipient } from '@sms-connectors/core';
import { AsYouType, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export interface TypedNumber {
  /** As it will be sent; absent where it is no number yet. */
  readonly e164?: string;
  /** As people of its country group it. */
  readonly grouped: string;
  /** The country's ISO code. */
  readonly country?: string;
}

/** Reads a number while it is typed. Whether it can be sent is the core's to say. */
export function readNumber(typed: string): TypedNumber {
  const parsedRecipient = parseRecipient(typed);
  const e164 = 'e164' in parsedRecipient ? parsedRecipient.e164 : undefined;
  const reader = new AsYouType();
  const grouped = reader.input(e164 ?? typed);
  const parsed = parsePhoneNumberFromString(e164 ?? typed);
  // Numbers that are kept for drama belong to no network, and so to the first country of their code.
  const country = parsed?.country ?? reader.getCountry() ?? parsed?.getPossibleCountries()[0];
  return {
    ...(e164 !== undefined && { e164 }),
    grouped,
    ...(country !== undefined && { country }),
  };
}
