import type { Message } from '@sms-connectors/core';
import type { StoredVerification } from './stores/verification-store.ts';
import type { Vault } from './vault.ts';

/** What is encrypted in the store. */
export interface Sealed {
  readonly to: string;
  /** The person must not see from a result whether the number is known. */
  readonly isHidden?: boolean | undefined;
  /** With the code; absent if it is not sent again. */
  readonly message?: Omit<Message, 'to' | 'expiresAt'> | undefined;
}

/** What is encrypted in a verification; `undefined` if it has ended, or its secret is not known any more. */
export function sealedIn({ id, sealed }: StoredVerification, vault: Vault): Sealed | undefined {
  return sealed === undefined ? undefined : (vault.unseal(id, sealed) as Sealed | undefined);
}
