import { twilio } from '@sms-connectors/twilio';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { authToken, callback, sharedKeyWebhook, webhook } from './webhook.ts';

const webhookSharedKeySecret = 'a-shared-key-secret';
const config = {
  accountSID: callback.AccountSid,
  authToken,
  webhookSharedKeySecret,
  fromMessagingServiceSID: `MG${'2'.repeat(32)}`,
  templates: [{ usageType: 'Generic' as const, content: '{{code}}' }],
};

describeHostileReports(
  (options) => twilio(config, options),
  [
    webhook({ ...callback, MessageStatus: 'undelivered', ErrorCode: '30003' }),
    sharedKeyWebhook(
      webhookSharedKeySecret,
      'HMAC_SHA256',
      'key=webhooks_sharedkey_1,algorithm=HMAC_SHA256',
    ),
  ],
);
