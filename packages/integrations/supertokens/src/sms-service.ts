import { type Message, tell, trySend } from '@sms-connectors/core';
import { getRequestFromUserContext } from 'supertokens-node';
import type { SmsRequest, SmsService } from './recipe-types.ts';
import { Refusal } from './refusal.ts';
import type { SmsOptions } from './sms-options.ts';

/**
 * SuperTokens has stored a code before it is sent. One that may have been sent must work, so only a message that was
 * certainly not sent is an error.
 */
export function smsService(options: SmsOptions): SmsService {
  const { sender, onError, onEvent, timeoutMs } = options;
  return {
    sendSms: async (request) => {
      const message = await messageOf(request, options);
      const result = await trySend(sender, message, { timeoutMs, onEvent });
      if (result.ok) return;
      tell(onError, result.error);
      if (result.error.outcome === 'rejected') throw new Refusal(result.error, message.locale);
    },
  };
}

async function messageOf(request: SmsRequest, { usageType, locale }: SmsOptions): Promise<Message> {
  const { phoneNumber, userInputCode: code, urlWithLinkCode: link, codeLifetime } = request;
  const usual = request.isFirstFactor ? 'SignIn' : 'MfaVerification';
  return {
    to: phoneNumber,
    usageType: (await usageType?.(usual, request)) ?? usual,
    payload: { ...(code !== undefined && { code }), ...(link !== undefined && { link }) },
    locale: locale === undefined ? acceptedLanguages(request) : locale(request),
    expiresAt: new Date(Date.now() + codeLifetime),
  };
}

function acceptedLanguages({ userContext }: SmsRequest): string | undefined {
  return getRequestFromUserContext(userContext)?.getHeaderValue('accept-language');
}
