import { tencent } from '@sms-connectors/tencent';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { deliveryReportToken, documentedWebhook } from './documented-webhooks.ts';

const config = {
  accessKeyId: 'AKIDtests',
  accessKeySecret: 'key',
  sdkAppId: '1400006666',
  region: 'ap-guangzhou',
  deliveryReportToken,
  templates: [{ usageType: 'Generic' as const, templateId: '1110' }],
};

describeHostileReports(
  (options) => tencent(config, options),
  [documentedWebhook.request],
  ({ url }) => new URL(url).searchParams.get('token') === deliveryReportToken,
);
