import * as z from '#zod';
import { encryptedUrl } from '../http/encrypted-url.ts';

/** The address of a webhook of the user's own. */
export const webhookUrlSchema = z
  .string()
  .check(
    z.refine(
      (url) => encryptedUrl(url) !== undefined,
      'must be an https: address; http: is taken for this machine only',
    ),
  );
