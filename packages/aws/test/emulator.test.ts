import { readFileSync } from 'node:fs';
import { aws, type AwsConfig } from '@sms-connectors/aws';
import {
  type AwsEmulatorOptions,
  simulatorNumbers,
  startAwsEmulator,
} from '@sms-connectors/aws/emulator';
import { describe, expect, test } from 'vitest';
import { attemptedRequests } from '../../../test/attempted-requests.ts';

const templates = [{ usageType: 'Generic' as const, content: 'Code {{code}}' }];

interface Sent {
  readonly config?: Partial<AwsConfig>;
  readonly to?: string;
}

async function send(account: AwsEmulatorOptions['account'], { config, to = '+33612345678' }: Sent) {
  await using emulator = await startAwsEmulator({ account });
  const sms = aws({ ...emulator.config, templates, ...config }, { baseUrl: emulator.url });
  const result = await sms.send({ to, usageType: 'Generic', payload: { code: '1' } }).then(
    ({ status }) => status,
    (error: { readonly provider: object }) => error.provider,
  );
  return { result, taken: emulator.messages };
}

async function refusalOf(...sending: Parameters<typeof send>) {
  const { result, taken } = await send(...sending);
  expect(taken).toEqual([]);
  return (result as { readonly code?: string }).code;
}

test('keeps a message as a phone shows it', async () => {
  const before = Date.now();
  const heard: string[] = [];
  await using emulator = await startAwsEmulator({ onMessage: ({ text }) => heard.push(text) });
  const sms = aws({ ...emulator.config, templates }, { baseUrl: emulator.url });
  const { messageId } = await sms.send({
    to: '+33612345678',
    usageType: 'Generic',
    payload: { code: 'ñ🔑' },
    expiresAt: new Date(before + 60_500),
  });
  const { originationIdentity, configurationSetName } = emulator.config;
  expect(emulator.messages).toEqual([
    {
      messageId,
      to: '+33612345678',
      from: emulator.account.phoneNumbers[0],
      text: 'Code ñ🔑',
      at: expect.any(Date),
      parameters: {
        OriginationIdentity: originationIdentity,
        MessageType: 'TRANSACTIONAL',
        ConfigurationSetName: configurationSetName,
        DestinationPhoneNumber: '+33612345678',
        MessageBody: 'Code ñ🔑',
        TimeToLive: '60',
      },
      validitySeconds: 60,
    },
  ]);
  expect(Math.abs((emulator.messages[0]?.at.getTime() ?? 0) - before)).toBeLessThan(60_000);
  expect(heard).toEqual(['Code ñ🔑']);
});

describe('refuses', () => {
  test.each([
    ['a number that is not the account’s', { originationIdentity: '+14255550199' }, 'phone-number'],
    ['a name that is not the account’s', { originationIdentity: 'Other' }, 'sender-id'],
    ['a pool that is not the account’s', { originationIdentity: 'pool-1' }, 'pool'],
    ['a configuration set that is not there', { configurationSetName: 'x' }, 'configuration-set'],
    [
      'a protect configuration that is not there',
      { protectConfigurationId: 'x' },
      'protect-configuration',
    ],
  ])('%s', async (_, config, type) => {
    expect(await refusalOf({}, { config })).toBe(`ResourceNotFoundException.${type}`);
  });

  test('every message of an account without senders', async () => {
    const account = { phoneNumbers: [], senderIds: [], poolIds: [] };
    expect(await refusalOf(account, {})).toBe('ConflictException.NO_ORIGINATION_IDENTITIES_FOUND');
  });

  test('a recipient who has opted out', async () => {
    expect(await refusalOf({ optedOutNumbers: ['+33612345678'] }, {})).toBe(
      'ConflictException.DESTINATION_PHONE_NUMBER_OPTED_OUT',
    );
  });
});

describe('in the sandbox', () => {
  const tier = 'SANDBOX';

  test('a message to another number is refused', async () => {
    expect(await refusalOf({ tier }, {})).toBe(
      'ConflictException.DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
    );
  });

  test('a message to a verified number or the simulator is accepted', async () => {
    const verifiedNumbers = ['+33612345678'];
    expect(await send({ tier, verifiedNumbers }, {})).toMatchObject({ result: 'accepted' });
    const [succeeds, fails] = simulatorNumbers.US;
    expect(await send({ tier }, { to: succeeds })).toMatchObject({ result: 'accepted' });
    expect(await send({ tier }, { to: fails })).toMatchObject({ result: 'accepted' });
  });
});

test('the guide lists the simulator’s numbers', () => {
  const guide = readFileSync(new URL('../guide/guide.md', import.meta.url), 'utf8');
  const listed = [...guide.matchAll(/`(\+\d+)` +\| `(\+\d+)`/g)].map(([, ...pair]) => pair);
  expect(listed).toEqual(Object.values(simulatorNumbers));
});

interface Posted {
  readonly target?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function post({ target = 'SendTextMessage', body = '{}', headers = {} }: Posted) {
  await using emulator = await startAwsEmulator();
  const message = { to: '+33612345678', usageType: 'Generic', payload: { code: '1' } } as const;
  const [signed] = await attemptedRequests((http) =>
    aws({ ...emulator.config, templates }, { baseUrl: emulator.url, http }).send(message),
  );
  const changed = { ...signed?.headers, ...headers };
  const response = await fetch(emulator.url, {
    method: 'POST',
    headers: { ...changed, 'x-amz-target': `PinpointSMSVoiceV2.${target}` },
    body: body === '{}' ? (signed?.body ?? '') : body,
  });
  expect(emulator.messages).toEqual([]);
  const { ['__type']: type } = (await response.json()) as { readonly ['__type']: string };
  return [response.status, type.replace('com.amazonaws.pinpointsmsvoicev2#', '')];
}

describe('an invalid request', () => {
  test.each([
    ['another body', { body: '{"MessageBody":"x"}' }, 403, 'InvalidSignatureException'],
    ['another operation', { target: 'SendVoiceMessage' }, 403, 'InvalidSignatureException'],
    ['no signature', { headers: { authorization: 'none' } }, 403, 'IncompleteSignature'],
    [
      'a header of AWS’s that is not signed',
      { headers: { 'x-amz-meta': 'x' } },
      403,
      'InvalidSignatureException',
    ],
    [
      'another date',
      { headers: { 'x-amz-date': '20150830T123600Z' } },
      403,
      'InvalidSignatureException',
    ],
  ])('by %s is refused', async (_, wrong, status, type) => {
    expect(await post(wrong)).toEqual([status, type]);
  });
});
