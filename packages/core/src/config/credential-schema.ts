import * as z from 'zod/mini';

/** A key, secret or token: whatever can stand in an HTTP header as one word. */
export const credentialSchema = z
  .string()
  .check(z.regex(/^[!-~]+$/, 'Must be letters, digits and punctuation, without spaces.'));

/** A random secret of the user's own that comes back with delivery reports, and proves that they are genuine. */
export const reportTokenSchema = credentialSchema.check(
  z.minLength(16, 'Must have at least 16 characters.'),
  z.maxLength(200, 'Must have at most 200 characters.'),
);
