import { yunpian } from '@sms-connectors/yunpian';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { pushed, token } from './documented-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: '【YourApp】{{code}}' }];
const delivered = '[{"sid":9527,"error_msg":"","report_status":"SUCCESS"}]';

describeHostileReports(
  (options) => yunpian({ apikey: 'key', deliveryReportToken: token, templates }, options),
  [pushed(encodeURIComponent(delivered))],
  ({ url }) => URL.parse(url)?.searchParams.get('token') === token,
);
