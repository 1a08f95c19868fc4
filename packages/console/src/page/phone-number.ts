import { parseRecipient } from '@sms-connectors/core';
import { AsYouType, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export interface TypedNumber {
  /** The number as it will be sent; absent until it is complete. */
  readonly e164?: string;
  /** The number with its country's usual spacing. */
  readonly grouped: string;
  /** The country's ISO code. */
  readonly country?: string;
}

/** Parses a number while the user types. Core decides whether it can be sent. */
export function readNumber(typed: string): TypedNumber {
  const parsedRecipient = parseRecipient(typed);
  const e164 = 'e164' in parsedRecipient ? parsedRecipient.e164 : undefined;
  const reader = new AsYouType();
  const grouped = reader.input(e164 ?? typed);
  const parsed = parsePhoneNumberFromString(e164 ?? typed);
  // Fictional numbers belong to no network, so the library returns the first country of their code.
  const country = parsed?.country ?? reader.getCountry() ?? parsed?.getPossibleCountries()[0];
  return {
    ...(e164 !== undefined && { e164 }),
    grouped,
    ...(country !== undefined && { country }),
  };
}
