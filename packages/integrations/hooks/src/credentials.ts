import { isEqualInConstantTime } from '@sms-connectors/core';
import type { Platform } from './platform.ts';

/**
 * What a platform sends with each request, as it is set up there: a user and a password (Basic), a token (Bearer), or a
 * header with a fixed value. The password, the token or the value has at least 16 printable ASCII characters.
 */
export type Credentials =
  | { readonly user: string; readonly password: string }
  | { readonly token: string }
  | { readonly header: string; readonly value: string };

const shortest = 16;

/**
 * Proves requests with a fixed header.
 * @throws `TypeError` for credentials that are incomplete or easy to guess
 */
export function fixedCredentials(credentials: Credentials): Platform['prove'] {
  const { header, value } = headerOf(credentials);
  return async ({ headers }) => {
    const given = headers[header];
    if (given === undefined) return 'unsigned';
    return isEqualInConstantTime(given, value) ? 'genuine' : 'forged';
  };
}

/** The part of the credentials that nobody else knows. */
export function secretOf(credentials: Credentials): string {
  if ('password' in credentials) return credentials.password;
  return 'token' in credentials ? credentials.token : credentials.value;
}

function headerOf(credentials: Credentials): { readonly header: string; readonly value: string } {
  const secret = secretOf(credentials);
  if (!isPrintable(secret) || secret.length < shortest) {
    throw new TypeError(
      `The password, token or value of a hook must have at least ${shortest} printable ASCII characters.`,
    );
  }
  if ('token' in credentials) return { header: 'authorization', value: `Bearer ${secret}` };
  if ('header' in credentials) {
    if (!/^[\w-]+$/.test(credentials.header)) {
      throw new TypeError('The header of a hook must be the name of a header, such as X-Api-Key.');
    }
    return { header: credentials.header.toLowerCase(), value: secret };
  }
  // RFC 7617: the first colon ends the user.
  if (!isPrintable(credentials.user) || credentials.user.includes(':')) {
    throw new TypeError('The user of a hook must be printable ASCII characters without a colon.');
  }
  return { header: 'authorization', value: `Basic ${btoa(`${credentials.user}:${secret}`)}` };
}

// Platforms encode other characters differently.
function isPrintable(text: unknown): boolean {
  return typeof text === 'string' && /^[\x20-\x7E]+$/.test(text) && text.trim() === text;
}
