/**
 * The store of the verifications failed. Nothing is known about the verification: a started one may exist, an attempt
 * may count. Does not contain the store's own error, which may have anything in it; `onException` gets that.
 */
export class StoreFailedError extends Error {
  override readonly name = 'StoreFailedError';
  /** The call of the store that failed. */
  readonly call: string;

  constructor(call: string) {
    super(`The store of the verifications failed (${call}).`);
    this.call = call;
  }
}
