import { sinch } from '@sms-connectors/sinch';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { callback, config, sign } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

describeHostileReports(
  (options) => sinch({ servicePlanId: 'plan', apiToken: 'token', ...config, templates }, options),
  [sign(callback('Delivered', 0))],
);
