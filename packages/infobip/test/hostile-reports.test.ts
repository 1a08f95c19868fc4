import { infobip } from '@sms-connectors/infobip';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { documentedWebhook } from './documented-webhooks.ts';

const deliveryReportToken = 'a-token-for-delivery-reports';
const config = {
  baseUrl: 'abc123.api.infobip.com',
  apiKey: 'key',
  from: 'InfoSMS',
  deliveryReportToken,
  templates: [{ usageType: 'Generic' as const, content: '{{code}}' }],
};

describeHostileReports(
  (options) => infobip(config, options),
  [documentedWebhook(deliveryReportToken).request],
  ({ body }) => body.includes(deliveryReportToken),
);
