import { expectConnectorError } from '@sms-connectors/core/testing';
import { aws, type AwsConfig } from '@sms-connectors/aws';
import { describe, expect, test } from 'vitest';

const good = {
  region: 'us-east-1',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'a-key-that-nobody-may-see',
  templates: [{ usageType: 'Generic', content: 'Your code is {{code}}.' }],
} satisfies AwsConfig;
const ireland = 'arn:aws:sms-voice:eu-west-1:111122223333:pool/pool-1';
const registered = { ...good.templates[0], indiaTemplateId: '1107160000000000001' };

describe('a config', () => {
  test.each([
    ['only what is required', {}],
    ['a region of a government', { region: 'us-gov-west-1' }],
    ['a number', { originationIdentity: '+14255550120' }],
    ['a short code', { originationIdentity: '12345' }],
    ['a sender ID', { originationIdentity: 'R-D_Team1' }],
    ['an ARN', { originationIdentity: 'arn:aws:sms-voice:us-east-1:111122223333:pool/pool-1' }],
    ['an ARN where it belongs', { region: 'eu-west-1', protectConfigurationId: ireland }],
    ['a price without a whole dollar', { maxPrice: '.05' }],
    ['a topic in China', { snsTopicArn: 'arn:aws-cn:sns:cn-north-1:111122223333:events' }],
    ['a text registered in India', { indiaEntityId: '110123', templates: [registered] }],
  ])('with %s is accepted', (_, config: object) => {
    expect(aws({ ...good, ...config }).id).toBe('aws');
  });

  test.each([
    ['a host for a region', { region: 'us-east-1.attacker.example' }, 'region'],
    ['a region in words', { region: 'Ireland' }, 'region'],
    ['a secret for an access key', { accessKeyId: 'nobody-may-see' }, 'accessKeyId'],
    ['a space in a secret', { secretAccessKey: 'nobody-may-see ' }, 'secretAccessKey'],
    ['a name with spaces', { originationIdentity: 'Acme Inc' }, 'originationIdentity'],
    ['a whole price', { maxPrice: '1' }, 'maxPrice'],
    ['a long price', { maxPrice: '10.000001' }, 'maxPrice'],
    ['the ARN of a queue', { snsTopicArn: 'arn:aws:sqs:us-east-1:111122223333:q' }, 'snsTopicArn'],
    [
      'a FIFO topic',
      { snsTopicArn: 'arn:aws:sns:us-east-1:111122223333:events.fifo' },
      'snsTopicArn',
    ],
    ['a sender of another region', { originationIdentity: ireland }, 'originationIdentity'],
    ['another region’s events', { configurationSetName: ireland }, 'configurationSetName'],
    ['another region’s rules', { protectConfigurationId: ireland }, 'protectConfigurationId'],
    ['a registered text and no entity', { templates: [registered] }, 'indiaEntityId'],
    ['two texts for one type', { templates: [registered, registered] }, 'templates[1]'],
  ])('with %s is refused', async (_, config: object, path) => {
    const error = await expectConnectorError(() => aws({ ...good, ...config }));
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues?.map((issue) => issue.path)).toContain(path);
    expect(JSON.stringify(error)).not.toContain('nobody-may-see');
  });
});
