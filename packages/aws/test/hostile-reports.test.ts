import { aws } from '@sms-connectors/aws';
import { afterAll } from 'vitest';
import { describeHostileReports } from '../../../test/hostile-reports.ts';
import { eventWebhook, startSns, topicArn } from './sns.ts';

const sns = await startSns();
afterAll(() => sns[Symbol.asyncDispose]());

const config = {
  region: 'us-west-2',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'a-key-that-nobody-may-see',
  snsTopicArn: topicArn,
  templates: [{ usageType: 'Generic' as const, content: '{{code}}' }],
};

describeHostileReports((options) => aws(config, { ...options, http: sns.http }), [eventWebhook()]);
