import { expectConnectorError } from '@sms-connectors/core/testing';
import { twilio, type TwilioConfig } from '@sms-connectors/twilio';
import { describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const good = {
  accountSID: sid('AC'),
  authToken: 'a-token-that-nobody-may-see',
  fromMessagingServiceSID: sid('MG'),
  templates,
};
const { authToken: _token, ...withoutToken } = good;
const { fromMessagingServiceSID: _service, ...withoutSender } = good;
const ireland = { region: 'ie1', edge: 'dublin' };
const key = { apiKeySID: sid('SK'), apiKeySecret: 'a-secret-that-nobody-may-see' };

const regionMessage = 'Must be one of us1, ie1.';
const noNumber = 'Must not begin with +1 or be a short code if region is ie1.';
const senderMessage =
  'Must be a number in E.164, a short code, or a name of up to 11 letters, digits and spaces.';

function sid(prefix: string): string {
  return `${prefix}${'0123456789abcdef'.repeat(2)}`;
}

describe('a config', () => {
  test.each([
    ['an auth token and a messaging service', good],
    ['an API key', { ...withoutToken, ...key }],
    ['a number', { ...withoutSender, from: '+33757000000' }],
    ['a short code', { ...withoutSender, from: '12345' }],
    ['a name', { ...withoutSender, from: 'R&D Team-1' }],
    ['the edge of the region', { ...good, region: 'ie1', edge: 'dublin' }],
    ['another edge for the United States', { ...good, region: 'us1', edge: 'sydney' }],
    ['a name in Ireland', { ...withoutSender, ...ireland, from: 'Acme' }],
    ['a number in Ireland', { ...withoutSender, ...ireland, from: '+353861234567' }],
    ['connection overrides', { ...good, deliveryReportUrl: 'https://example.com/twilio#rc=2' }],
  ])('with %s is accepted', (_, config) => {
    expect(twilio(config as TwilioConfig).id).toBe('twilio');
  });

  test.each([
    [
      'no credentials',
      withoutToken,
      'authToken',
      'Required unless you set apiKeySID and apiKeySecret.',
    ],
    [
      'token and key',
      { ...good, ...key },
      'authToken',
      'Remove authToken, or apiKeySID and apiKeySecret.',
    ],
    [
      'half a key',
      { ...withoutToken, apiKeySID: key.apiKeySID },
      'apiKeySecret',
      'Required if you set apiKeySID.',
    ],
    [
      'the other half of a key',
      { ...withoutToken, apiKeySecret: key.apiKeySecret },
      'apiKeySID',
      'Required if you set apiKeySecret.',
    ],
    ['no sender', withoutSender, 'fromMessagingServiceSID', 'Required unless you set from.'],
    [
      'two senders',
      { ...good, from: 'Acme' },
      'from',
      'Remove one of from and fromMessagingServiceSID.',
    ],
    ['a region alone', { ...good, region: 'ie1' }, 'edge', 'Required if you set region.'],
    ['an edge alone', { ...good, edge: 'dublin' }, 'region', 'Required if you set edge.'],
    [
      'a wrong SID',
      { ...good, accountSID: 'AC12' },
      'accountSID',
      'Must be AC and 32 hexadecimal digits.',
    ],
    [
      'a path instead of a SID',
      { ...good, accountSID: '../Calls' },
      'accountSID',
      'Must be AC and 32 hexadecimal digits.',
    ],
    ['a number of no country', { ...withoutSender, from: '+0612345678' }, 'from', senderMessage],
    ['a name that is too long', { ...withoutSender, from: 'Acme Company' }, 'from', senderMessage],
    [
      'a host instead of a region',
      { ...good, region: 'x.org/', edge: 'a' },
      'region',
      regionMessage,
    ],
    ['a region without SMS', { ...good, region: 'au1', edge: 'sydney' }, 'region', regionMessage],
    [
      'the edge of another region',
      { ...good, region: 'ie1', edge: 'sydney' },
      'edge',
      'Must be dublin if region is ie1.',
    ],
    [
      'a +1 number in Ireland',
      { ...withoutSender, ...ireland, from: '+15005550006' },
      'from',
      noNumber,
    ],
    ['a short code in Ireland', { ...withoutSender, ...ireland, from: '12345' }, 'from', noNumber],
    [
      'a URL of no handler',
      { ...good, deliveryReportUrl: 'https://example.com/sms/reports' },
      'deliveryReportUrl',
      'The path must end in the ID of the connector, as in /sms/reports/twilio.',
    ],
    [
      'credentials in a URL',
      { ...good, deliveryReportUrl: 'https://user:nobody-may-see@example.com/twilio' },
      'deliveryReportUrl',
      'Must not contain a user name or password.',
    ],
  ])('with %s is refused', async (_, config, path, message) => {
    const error = await expectConnectorError(() => twilio(config as TwilioConfig));
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toEqual([expect.objectContaining({ path, message })]);
    expect(error.message).not.toContain('**');
    expect(JSON.stringify(error)).not.toContain('nobody-may-see');
  });

  test('is refused with every field that is wrong', async () => {
    const error = await expectConnectorError(() =>
      twilio({ templates } as unknown as Parameters<typeof twilio>[0]),
    );
    expect(error.issues?.map(({ path }) => path)).toEqual([
      'accountSID',
      'authToken',
      'fromMessagingServiceSID',
    ]);
  });
});
