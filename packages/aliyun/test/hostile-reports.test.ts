import { aliyun } from '@sms-connectors/aliyun';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { deliveryReportToken, report, webhook } from './documented-webhooks.ts';

const config = {
  accessKeyId: 'LTAITests',
  accessKeySecret: 'secret-of-the-tests',
  signName: 'Acme',
  deliveryReportToken,
  templates: [{ usageType: 'Generic' as const, templateId: 'SMS_1' }],
};

describeHostileReports(
  (options) => aliyun(config, options),
  [webhook([report()])],
  ({ url }) => new URL(url).searchParams.get('token') === deliveryReportToken,
);
