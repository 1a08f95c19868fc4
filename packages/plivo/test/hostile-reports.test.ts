import { plivo } from '@sms-connectors/plivo';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { authToken, webhook } from './signed-callbacks.ts';

const config = {
  authId: 'MA0123456789ABCDEFGH',
  authToken,
  from: '+12025550100',
  templates: [{ usageType: 'Generic' as const, content: '{{code}}' }],
};

describeHostileReports(
  (options) => plivo(config, options),
  [
    webhook({ Status: 'undelivered', ErrorCode: '30' }),
    webhook({ Status: 'delivered' }, 'x-plivo-signature-ma-v3'),
  ],
);
