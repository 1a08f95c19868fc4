import type { SendMessageData } from '@logto/connector-kit';
import { type Message, type UsageType, usageTypes } from '@sms-connectors/core';

/**
 * Logto's message as ours. Logto keeps numbers with their country code and without the plus.
 * @see https://github.com/logto-io/logto/blob/master/packages/toolkit/connector-kit/src/types/passwordless.ts
 */
export function messageOf({ to, type, payload, ip }: SendMessageData): Message {
  const { locale, uiLocales: _, ...values } = payload;
  return {
    to: to.startsWith('+') ? to : `+${to}`,
    usageType: usageTypeOf(type),
    payload: values,
    locale,
    requester: ip === undefined ? undefined : { ip },
  };
}

/** Logto has the same names. One that it adds later is sent with the template for everything else. */
function usageTypeOf(type: string): UsageType {
  return usageTypes.find((usageType) => usageType === type) ?? 'Generic';
}
