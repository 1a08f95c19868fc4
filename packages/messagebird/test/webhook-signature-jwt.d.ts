// MessageBird's library has no types for this file.
declare module 'messagebird/lib/webhook-signature-jwt.js' {
  import type { KeyObject } from 'node:crypto';

  export class VerifyOptions {
    constructor(validateUrl?: boolean, validatePayload?: boolean, jwtVerifyOptions?: object);
  }
  export function verify(
    url: string,
    payload: Buffer,
    jwt: string,
    signingKey: KeyObject,
    options?: VerifyOptions,
  ): Promise<true>;
}
