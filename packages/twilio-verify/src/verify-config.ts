import {
  askProvider,
  type ConfigCheck,
  type HttpLimits,
  type ProviderReply,
} from '@sms-connectors/core';
import type { CompleteConfig } from './config.ts';
import type { VerifyService } from './verify-service.ts';

type Config = Pick<CompleteConfig, 'accountSID' | 'authToken' | 'serviceSID'>;

/**
 * Asks Twilio about the Verify service; sends nothing.
 * @see https://www.twilio.com/docs/verify/api/service#fetch-a-service
 */
export async function verifyConfig(
  { http, url, authorization }: VerifyService,
  config: Config,
  limits: HttpLimits,
  { needsCustomCodes = true } = {},
): Promise<readonly ConfigCheck[]> {
  const reply = await askProvider(http, { method: 'GET', url, headers: { authorization } }, limits);
  return [credentials(config, reply), service(config, reply, needsCustomCodes)];
}

function credentials({ authToken }: Config, reply: ProviderReply): ConfigCheck {
  const subject = 'credentials';
  const field = authToken === undefined ? 'apiKeySecret' : 'authToken';
  if ('body' in reply) return { subject, result: 'ok', field };
  // A restricted API key may be allowed to send and not to read.
  if (reply.status === 401) return { subject, result: 'failed', field, code: 'unauthorized' };
  return { subject, result: 'unknown', field };
}

function service(
  { accountSID, serviceSID }: Config,
  reply: ProviderReply,
  needsCustomCodes: boolean,
): ConfigCheck {
  const about = { subject: 'sender', field: 'serviceSID' } as const;
  if (!('body' in reply)) {
    return reply.status === 404
      ? { ...about, result: 'failed', code: 'sender_invalid' }
      : { ...about, result: 'unknown' };
  }
  const { sid, account_sid: account, custom_code_enabled: takesCustomCodes } = reply.body;
  if (sid !== serviceSID) return { ...about, result: 'unknown' };
  if (accountSID !== undefined && account !== accountSID) {
    return { ...about, result: 'failed', field: 'accountSID', code: 'invalid_config' };
  }
  return needsCustomCodes && takesCustomCodes === false
    ? { ...about, result: 'failed', code: 'invalid_config', detail: 'custom_code_enabled: false' }
    : { ...about, result: 'ok' };
}
