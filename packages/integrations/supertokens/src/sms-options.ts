import type { PlatformAdapterOptions } from '@sms-connectors/core';
import type { SmsRequest } from './recipe-types.ts';

/**
 * How codes and links are sent. By default, the usage type is `SignIn`, or `MfaVerification` for the second factor, the
 * language the `Accept-Language` of the request, and the deadline the sender's.
 */
export type SmsOptions = PlatformAdapterOptions<SmsRequest>;
