import type { PlatformAdapterOptions } from '@sms-connectors/core';
import type { CognitoSmsEvent } from './cognito-sms-event.ts';

/**
 * How messages are sent. By default, the usage type is that of the trigger source, the language `locale` of the client
 * metadata, else of the user's attributes, and the deadline 10 seconds; it is always before the function's own.
 */
export interface CognitoSmsOptions extends PlatformAdapterOptions<CognitoSmsEvent> {
  /** Decrypts what Cognito encrypted; `decryptWith` of `@sms-connectors/cognito/aws-encryption-sdk` makes it. */
  readonly decrypt: (encrypted: Uint8Array) => Promise<Uint8Array>;
}
