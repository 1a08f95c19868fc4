import type { Context } from './context.ts';
import { endOf } from './ended.ts';
import type { StoredVerification } from './stores/verification-store.ts';
import { readId } from './verification-id.ts';
import type { CancelRequest, CancelResult } from './verifications.ts';

/** A result, and the verification whose code nobody will use. */
interface Canceled {
  readonly result: CancelResult;
  readonly unused?: StoredVerification;
}

/** Ends a verification. It still counts for the limit of its number: a message was sent. */
export async function cancel(
  { store, settings: { maxAttempts } }: Context,
  request: CancelRequest,
): Promise<Canceled> {
  const id = readId(request.id);
  const now = Date.now();
  // Of no attempts, none is counted: this only reads.
  const read = await store.attempt(id, 0, now);
  if (read === undefined) return { result: { status: 'not_found' } };
  if (await store.end(id, 'canceled', now)) {
    return { result: { status: 'canceled' }, unused: read.verification };
  }
  return { result: endOf(read.verification, maxAttempts, now) ?? { status: 'not_found' } };
}
