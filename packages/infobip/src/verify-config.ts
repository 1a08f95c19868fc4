import { askProvider, balanceCheck, type ConfigCheck, type HttpLimits } from '@sms-connectors/core';
import { readFailure } from './errors.ts';
import type { InfobipApi } from './request.ts';

const credentials = { subject: 'credentials', field: 'apiKey' } as const;
// Infobip checks a sender only when a message is sent.
const unknownSender = { subject: 'sender', field: 'from', result: 'unknown' } as const;

/**
 * Asks Infobip for the balance, which needs the scope `account-management:manage`; sends nothing.
 * @see https://www.infobip.com/docs/api/platform/account-management
 */
export async function verifyConfig(
  { http, baseUrl, headers }: InfobipApi,
  limits: HttpLimits,
): Promise<readonly ConfigCheck[]> {
  const url = `${baseUrl}/account/1/balance`;
  const reply = await askProvider(http, { method: 'GET', url, headers }, limits, readFailure);
  if ('body' in reply) {
    const { balance, currency } = reply.body;
    const isBalance = typeof balance === 'number';
    const result = isBalance ? 'ok' : 'unknown';
    return [{ ...credentials, result }, balanceCheck(balance, currency), unknownSender];
  }
  // 403: the key has no scope for the balance, and may have that for messages.
  const isRefused = reply.status === 401;
  return [
    isRefused
      ? { ...credentials, result: 'failed', code: reply.refused }
      : { ...credentials, result: 'unknown' },
    { subject: 'balance', result: 'unknown' },
    unknownSender,
  ];
}
