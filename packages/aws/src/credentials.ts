import { credentialSchema, fromOnePlace, secretField } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

/** The code of an AWS Region: https://docs.aws.amazon.com/general/latest/gr/rande.html */
export const regionSchema = z
  .string()
  .check(z.regex(/^[a-z]{2,4}(-[a-z]+)+-\d$/, 'Must be the code of a region, such as us-east-1.'));

/** The fields of a config that sign its requests. */
export const credentialFields = {
  accessKeyId: z.string().check(
    z.regex(/^[A-Z0-9]{16,128}$/, 'Must be at least 16 capital letters and digits.'),
    z.meta({
      description: 'The access key ID of an IAM user, or of a role’s session.',
      examples: ['AKIAIOSFODNN7EXAMPLE'],
    }),
  ),
  secretAccessKey: credentialSchema.check(
    z.meta({
      description: 'The secret access key. AWS shows it only once.',
      examples: ['<your-secret-access-key>'],
      ...secretField,
    }),
  ),
  sessionToken: z.optional(credentialSchema).check(
    z.meta({
      description: 'The session token, if the access key is temporary.',
      examples: ['<your-session-token>'],
      ...secretField,
    }),
  ),
};

export const credentialsFromOnePlace = fromOnePlace(
  'accessKeyId',
  'secretAccessKey',
  'sessionToken',
);

export interface Credentials {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}
