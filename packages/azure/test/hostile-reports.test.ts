import { azure } from '@sms-connectors/azure';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { config } from './config.ts';
import { deliveryReportToken, reportEvent, webhook } from './documented-webhooks.ts';

describeHostileReports(
  (options) => azure({ ...config, deliveryReportToken }, options),
  [webhook([reportEvent()])],
  ({ url }) => new URL(url).searchParams.get('token') === deliveryReportToken,
);
