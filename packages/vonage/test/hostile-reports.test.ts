import { createHmac } from 'node:crypto';
import { vonage } from '@sms-connectors/vonage';
import { describeHostileReports } from '../../../test/hostile-reports.ts';

const signatureSecret = 'a-signature-secret';
const config = {
  apiKey: 'abcd1234',
  signatureSecret,
  signatureMethod: 'sha256' as const,
  from: 'Acme Co',
  templates: [{ usageType: 'Generic' as const, content: '{{code}}' }],
};
const timestamp = `${Math.floor(Date.now() / 1000)}`;
const signed = `&err-code=1&messageId=14000000F9DBBBBB&status=failed&timestamp=${timestamp}`;
const sig = createHmac('sha256', signatureSecret).update(signed).digest('hex');
const form = `${signed.slice(1)}&sig=${sig}`;
const json = JSON.stringify(Object.fromEntries(new URLSearchParams(form)));
const url = 'https://example.com/reports/vonage';

describeHostileReports(
  (options) => vonage(config, options),
  [
    { method: 'GET', url: `${url}?${form}`, headers: {}, body: '' },
    { method: 'POST', url, headers: {}, body: form },
    { method: 'POST', url, headers: {}, body: json },
  ],
);
