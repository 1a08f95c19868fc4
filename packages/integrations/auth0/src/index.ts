export { auth0PhoneAction, type Auth0PhoneOptions } from './auth0-phone-action.ts';
export { phoneActionFromSecret } from './phone-action-from-secret.ts';
export type { PhoneAction, PhoneApi, PhoneEvent } from './phone-event.ts';
