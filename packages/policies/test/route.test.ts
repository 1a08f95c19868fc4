import type { ParseRecipient, Receipt, Sender } from '@sms-connectors/core';
import { recipientParser } from '@sms-connectors/core/phone';
import { mock } from '@sms-connectors/mock';
import { getCountries, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, test } from 'vitest';
import { observe, type PolicyEvent, named, route } from '../src/index.ts';
import { message, templates } from './support/message.ts';
import { startProvider } from './support/providers.ts';

const fake = (id: string): Sender => named(id, mock({ templates }));
const servedBy = async (sms: Sender, to: string): Promise<string | undefined> => {
  const { attempts } = await sms.send({ ...message, to });
  return attempts?.[0]?.sender;
};

// Mobile numbers that the numbering plan gives to both: libphonenumber names the larger country.
const shared: Readonly<Record<string, string>> = {
  AX: 'FI',
  BL: 'GP',
  CC: 'AU',
  CX: 'AU',
  EH: 'MA',
  IM: 'GB',
  MF: 'GP',
  SJ: 'NO',
  VA: 'IT',
};

describe('a route by country', () => {
  const countries = getCountries();
  const sms = route(Object.fromEntries(countries.map((country) => [country, fake(country)])));

  test.each(countries.map((country) => [country, getExampleNumber(country, examples)?.number]))(
    'serves the mobile numbers of %s',
    async (country, to) => {
      expect(await servedBy(sms, to ?? '')).toBe(shared[country] ?? country);
    },
  );

  test('splits +1 into its countries', async () => {
    expect(await servedBy(sms, '+12125550123')).toBe('US');
    expect(await servedBy(sms, '+14165550123')).toBe('CA');
    expect(await servedBy(sms, '+17875550123')).toBe('PR');
    expect(await servedBy(sms, '+18765550123')).toBe('JM');
  });
});

describe('the most specific route wins', () => {
  const sms = route({
    US: fake('US'),
    PR: fake('PR'),
    '+1': fake('+1'),
    '+1787': fake('+1787'),
    '+17872': fake('+17872'),
    default: fake('default'),
  });

  test.each([
    ['+17872345678', '+17872'],
    ['+17875550123', '+1787'],
    ['+19395550123', 'PR'],
    ['+12125550123', 'US'],
    ['+14165550123', '+1'],
    ['+33612345678', 'default'],
    ['+883510000000000', 'default'],
    ['+1 (787) 555-0123', '+1787'],
  ])('%s', async (to, expected) => {
    expect(await servedBy(sms, to)).toBe(expected);
  });
});

test('sends through the chosen provider only', async () => {
  await using fr = await startProvider();
  await using rest = await startProvider();
  const sms = route({ FR: fr.sender, default: rest.sender });
  const receipt: Receipt = await sms.send(message);
  expect(receipt.attempts).toMatchObject([{ sender: 'twilio', outcome: 'accepted' }]);
  expect([fr.emulator.messages.length, rest.emulator.requests.length]).toEqual([1, 0]);
});

test('refuses a message that no route serves, and says so in an event', async () => {
  const events: PolicyEvent[] = [];
  const sms = observe(route({ BR: fake('BR') }), (event) => events.push(event));
  await expect(sms.send(message)).rejects.toMatchObject({
    code: 'region_blocked',
    outcome: 'rejected',
    attempts: [],
    message: 'route: no route serves FR; nothing was sent.',
  });
  expect(events[0]).toEqual({ type: 'no_route', policy: 'route', country: 'FR' });
  expect(JSON.stringify(events)).not.toContain('612345678');
});

test('reads recipients as the connectors do', async () => {
  const national = recipientParser({ defaultCountry: 'FR' });
  const sms = route({ FR: fake('FR') }, { parseRecipient: national });
  const other = route({ FR: fake('FR') });
  await expect(other.send({ ...message, to: '06 12 34 56 78' })).rejects.toMatchObject({
    code: 'invalid_recipient',
  });
  // The mock itself has no default country.
  await expect(sms.send({ ...message, to: '06 12 34 56 78' })).rejects.toMatchObject({
    attempts: [{ sender: 'FR' }],
  });
});

const brokenParsers: Readonly<Record<string, (to: string) => unknown>> = {
  throws: (to) => {
    throw new Error(`What is ${to}?`);
  },
  'returns nothing': () => null,
  'returns neither a number nor a problem': () => ({}),
  'returns a number that is not in E.164': () => ({ e164: '0612345678' }),
};

test.each(Object.keys(brokenParsers))('a parser that %s reads no recipient', async (how) => {
  const parseRecipient = brokenParsers[how] as ParseRecipient;
  const error: unknown = await route({ FR: fake('FR') }, { parseRecipient })
    .send(message)
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'invalid_recipient', outcome: 'rejected' });
  expect(String(error)).not.toContain(message.to);
});

test.each(['fr', '1787', 'UK', '+0', 'Default'])('a route for %s is refused', (key) => {
  expect(() => route({ [key]: fake('a') })).toThrow(
    `routes.${key}: Must be a country of ISO 3166-1 in capitals such as FR, a prefix such as +1787, or default.`,
  );
});
