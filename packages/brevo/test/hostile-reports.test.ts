import { brevo } from '@sms-connectors/brevo';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import {
  deliveryReportToken,
  event,
  withTokenInHeader,
  withTokenInUrl,
} from './documented-webhooks.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];

describeHostileReports(
  (options) =>
    brevo({ apiKey: 'xkeysib-tests', sender: 'MyShop', deliveryReportToken, templates }, options),
  [withTokenInUrl(event('delivered')), withTokenInHeader(event('delivered'))],
  ({ url, headers }) =>
    new URL(url).searchParams.get('token') === deliveryReportToken ||
    headers['authorization'] === `Bearer ${deliveryReportToken}`,
);
