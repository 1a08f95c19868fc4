export { receiver, type ReceiverOptions } from './receiver.ts';
export type * from './platform.ts';
export { type ClaimStore, memoryClaims } from './claims.ts';
export { type Credentials, fixedCredentials } from './credentials.ts';
export { standardWebhooks } from './standard-webhooks.ts';
export { statusAnswer } from './status-answer.ts';
