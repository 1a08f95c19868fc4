import {
  ConnectorError,
  decodeBase64,
  type ErrorCode,
  isE164,
  type Message,
} from '@sms-connectors/core';
import type { CognitoSmsEvent } from './cognito-sms-event.ts';
import type { CognitoSmsOptions } from './cognito-sms-options.ts';
import { isInvitation, usageTypeOf } from './trigger-sources.ts';
import { unescapePassword } from './unescape-password.ts';

/** The message that an event asks for, or why none can be sent. */
export async function messageOf(
  event: CognitoSmsEvent,
  { decrypt, usageType, locale }: CognitoSmsOptions,
): Promise<Message | ConnectorError> {
  const { triggerSource, userName: username } = event;
  const { code: encrypted, userAttributes, clientMetadata } = event.request;
  const usual = usageTypeOf(triggerSource);
  if (usual === undefined) return notSent('invalid_message', 'the event asks for no SMS.');
  if (encrypted == null) return notSent('invalid_message', 'the event has no code.');
  const { phone_number: to = '', sub: userId } = userAttributes;
  if (!isE164(to)) return notSent('invalid_recipient', 'the user has no phone number in E.164.');
  const code = await decryptText(encrypted, decrypt);
  if (code === undefined) {
    const detail = 'the code could not be decrypted; check the key and the permission kms:Decrypt.';
    return notSent('provider_unavailable', detail);
  }
  return {
    to,
    usageType: (await usageType?.(usual, event)) ?? usual,
    payload: { code: isInvitation(triggerSource) ? unescapePassword(code) : code, username },
    locale:
      locale === undefined
        ? (clientMetadata?.['locale'] ?? userAttributes['locale'])
        : locale(event),
    requester: userId === undefined ? undefined : { userId },
  };
}

async function decryptText(
  encrypted: string,
  decrypt: CognitoSmsOptions['decrypt'],
): Promise<string | undefined> {
  try {
    const bytes = decodeBase64(encrypted);
    return bytes && new TextDecoder().decode(await decrypt(bytes));
  } catch {
    // What the library throws may be about the code.
    return undefined;
  }
}

function notSent(code: ErrorCode, detail: string): ConnectorError {
  return new ConnectorError({ code, outcome: 'rejected', detail, provider: { id: 'cognito' } });
}
