import { gatewayapi } from '@sms-connectors/gatewayapi';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { config, event, sign } from './signed-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

describeHostileReports(
  (options) => gatewayapi({ apiToken: 'token', sender: 'Acme', ...config, templates }, options),
  [sign(event('DELIVERED'))],
);
