import { telnyx } from '@sms-connectors/telnyx';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { config, event, sign } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

describeHostileReports(
  (options) => telnyx({ apiKey: 'KEY-tests', from: '+12025550100', ...config, templates }, options),
  [sign(event('message.finalized', 'delivered'))],
);
