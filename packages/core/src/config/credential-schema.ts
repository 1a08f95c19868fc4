import * as z from 'zod/mini';

/** A key, secret or token: whatever can stand in an HTTP header as one word. */
export const credentialSchema = z
  .string()
  .check(z.regex(/^[!-~]+$/, 'Must be letters, digits and punctuation, without spaces.'));
