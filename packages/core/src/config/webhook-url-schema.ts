import * as z from 'zod/mini';
import { encryptedUrl } from '../http/encrypted-url.ts';

/** The URL of a webhook that the user's own application receives. */
export const webhookUrlSchema = z
  .string()
  .check(
    z.refine(
      (url) => encryptedUrl(url) !== undefined,
      'Must be an https: URL. http: is allowed for this machine only.',
    ),
  );
