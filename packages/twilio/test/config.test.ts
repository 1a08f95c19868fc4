import { expectConnectorError } from '@sms-connectors/core/testing';
import { twilio } from '@sms-connectors/twilio';
import { describe, expect, test } from 'vitest';

const templates = [{ usageType: 'Generic', content: 'Your code is {{code}}.' }] as const;
const good = {
  accountSID: sid('AC'),
  authToken: 'a-token-that-nobody-may-see',
  fromMessagingServiceSID: sid('MG'),
  templates: [...templates],
};
const { authToken: _token, ...withoutToken } = good;
const { fromMessagingServiceSID: _service, ...withoutSender } = good;
const key = { apiKeySID: sid('SK'), apiKeySecret: 'a-secret-that-nobody-may-see' };

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
    ['region and edge', { ...good, region: 'au1', edge: 'sydney' }],
  ])('with %s is taken', (_, config) => {
    expect(twilio(config).id).toBe('twilio');
  });

  test.each([
    ['no credentials', withoutToken, 'authToken', /is missing; give it, or apiKeySID/],
    ['token and key', { ...good, ...key }, 'authToken', /keep one of the two/],
    [
      'half a key',
      { ...withoutToken, apiKeySID: key.apiKeySID },
      'apiKeySecret',
      /is missing; apiKeySID needs it/,
    ],
    [
      'the other half of a key',
      { ...withoutToken, apiKeySecret: key.apiKeySecret },
      'apiKeySID',
      /is missing; apiKeySecret needs it/,
    ],
    ['no sender', withoutSender, 'fromMessagingServiceSID', /is missing; give it, or from/],
    ['two senders', { ...good, from: 'Acme' }, 'from', /keep one of the two/],
    ['a region alone', { ...good, region: 'ie1' }, 'edge', /is missing; region needs it/],
    ['an edge alone', { ...good, edge: 'dublin' }, 'region', /is missing; edge needs it/],
    ['a wrong SID', { ...good, accountSID: 'AC12' }, 'accountSID', /must be AC and 32/],
    ['a path for a SID', { ...good, accountSID: '../Calls' }, 'accountSID', /must be AC and 32/],
    ['a number of no country', { ...withoutSender, from: '+0612345678' }, 'from', /E\.164/],
    ['a name too long', { ...withoutSender, from: 'Acme Company' }, 'from', /up to 11/],
    ['a host for a region', { ...good, region: 'x.org/', edge: 'a' }, 'region', /two letters/],
  ])('with %s says so', async (_, config, path, wanted) => {
    const error = await expectConnectorError(() => twilio(config));
    expect(error).toMatchObject({ code: 'invalid_config', outcome: 'rejected' });
    expect(error.issues).toEqual([{ path, message: expect.stringMatching(wanted) }]);
    expect(error.message).not.toContain('**');
    expect(JSON.stringify(error)).not.toContain('nobody-may-see');
  });

  test('has every field that is wrong named at once', async () => {
    const error = await expectConnectorError(() =>
      twilio({ templates: [...templates] } as unknown as Parameters<typeof twilio>[0]),
    );
    expect(error.issues?.map(({ path }) => path)).toEqual([
      'accountSID',
      'authToken',
      'fromMessagingServiceSID',
    ]);
  });
});
