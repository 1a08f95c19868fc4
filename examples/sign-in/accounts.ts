import { parseRecipient } from '@sms-connectors/core';

// Stands for your database. Ofcom reserves these numbers for fiction.
export const accounts: ReadonlySet<string> = new Set(['+447700900123', '+447700900456']);

/** Whether a phone number, as a person writes it, has an account. */
export function hasAccount(phone: string): boolean {
  const recipient = parseRecipient(phone);
  return 'e164' in recipient && accounts.has(recipient.e164);
}
