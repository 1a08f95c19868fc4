import { tell, trySend, type UsageType } from '@sms-connectors/core';
import type { GenericEndpointContext } from 'better-auth';
import { refusalOf } from './refusal.ts';
import type { SmsOptions } from './sms-options.ts';

interface Code {
  readonly to: string;
  readonly code: string;
  readonly usageType: UsageType;
  readonly lifetimeSeconds: number;
  readonly userId?: string | undefined;
}

/**
 * Sends a code that Better Auth has stored. One that may have been sent must work, so only a message that was certainly
 * not sent is an error.
 * @throws `APIError`
 */
export async function sendCode(
  { sender, usageType, locale: localeOf, onError, onEvent, timeoutMs }: SmsOptions,
  { to, code, usageType: usual, lifetimeSeconds, userId }: Code,
  ctx: GenericEndpointContext | undefined,
): Promise<void> {
  const locale = localeOf === undefined ? acceptedLanguages(ctx) : localeOf(ctx);
  const result = await trySend(
    sender,
    {
      to,
      usageType: (await usageType?.(usual, ctx)) ?? usual,
      payload: { code },
      locale,
      expiresAt: new Date(Date.now() + lifetimeSeconds * 1000),
      requester: userId === undefined ? undefined : { userId },
    },
    { timeoutMs, onEvent },
  );
  if (result.ok) return;
  tell(onError, result.error);
  if (result.error.outcome === 'rejected') throw refusalOf(result.error, locale);
}

function acceptedLanguages(ctx: GenericEndpointContext | undefined): string | undefined {
  return ctx?.headers?.get('accept-language') ?? undefined;
}
