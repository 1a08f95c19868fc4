import type { PlatformAdapterOptions } from '@sms-connectors/core';
import type { GenericEndpointContext } from 'better-auth';

/** How codes are sent. By default, the language is the `Accept-Language` of the request, and the deadline the sender's. */
export type SmsOptions = PlatformAdapterOptions<GenericEndpointContext | undefined>;
