import { buildClient, CommitmentPolicy, type KeyringNode } from '@aws-crypto/client-node';
import type { CognitoSmsOptions } from './cognito-sms-options.ts';

/**
 * Decrypts with a keyring of `@aws-crypto/client-node`, in production `new KmsKeyringNode({ keyIds: [keyArn] })`.
 * @see https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/javascript.html
 */
export function decryptWith(keyring: KeyringNode): CognitoSmsOptions['decrypt'] {
  // As in Cognito's own example: its messages may be without key commitment.
  const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
  return async (encrypted) => (await decrypt(keyring, encrypted)).plaintext;
}
