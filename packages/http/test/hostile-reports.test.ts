import { createHmac } from 'node:crypto';
import { http } from '@sms-connectors/http';
import { describeHostileReports } from '../../../test/hostile-reports.ts';

const templates = [{ usageType: 'Generic' as const, content: '{{code}}' }];
const secret = 'webhook-secret';
const body = JSON.stringify({ id: 'm-1', status: 'delivered' });

describeHostileReports(
  (options) =>
    http(
      {
        url: 'https://sms.example.com/send',
        body: { to: '{{to}}', text: '{{text}}' },
        reports: {
          messageId: 'id',
          status: 'status',
          statuses: { delivered: 'delivered' },
          signature: { header: 'X-Signature', secret },
        },
        templates,
      },
      options,
    ),
  [
    {
      method: 'POST',
      url: 'https://example.com/reports/http',
      headers: { 'x-signature': createHmac('sha256', secret).update(body).digest('hex') },
      body,
    },
  ],
);
