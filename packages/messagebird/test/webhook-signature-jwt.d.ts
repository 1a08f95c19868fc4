// MessageBird's library has no types for this file.
declare module 'messagebird/lib/webhook-signature-jwt.js' {
  import type { KeyObject } from 'node:crypto';

  export function verify(
    url: string,
    payload: Buffer,
    jwt: string,
    signingKey: KeyObject,
  ): Promise<true>;
}
