import { messagebird } from '@sms-connectors/messagebird';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { config, reportQuery, sign } from './signed-reports.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

describeHostileReports(
  (options) => messagebird({ accessKey: 'key', originator: 'Acme', ...config, templates }, options),
  [sign(reportQuery())],
);
