import { makeDeliveryReport, providerErrorTable, trialAccount } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';

const docsUrl = (code: string): string => `https://acme.example/errors/${code}`;
const table = providerErrorTable({
  pattern: /^-?\d{1,3}$/,
  docsUrl,
  outcome: 'rejected',
  cause: (code) => `status ${code}`,
  codes: {
    4: 'unauthorized',
    5: { code: 'provider_unavailable', outcome: 'unknown' },
    6: trialAccount,
    '-8': 'accepted',
  },
});

test('the rows are in the guide’s words', () => {
  expect(table.rows).toEqual([
    { cause: 'status 4', code: 'unauthorized', outcome: 'rejected', docsUrl: docsUrl('4') },
    { cause: 'status 5', code: 'provider_unavailable', outcome: 'unknown', docsUrl: docsUrl('5') },
    {
      cause: 'status 6',
      code: 'unreachable_recipient',
      outcome: 'rejected',
      advice: trialAccount.advice,
      docsUrl: docsUrl('6'),
    },
    { cause: 'status -8', code: 'accepted', docsUrl: docsUrl('-8') },
  ]);
});

test.each([
  ['4', { code: 'unauthorized', outcome: 'rejected', providerCode: '4' }],
  [5, { code: 'provider_unavailable', outcome: 'unknown', providerCode: '5' }],
  [6, { ...trialAccount, outcome: 'rejected', providerCode: '6' }],
  [-8, { isAccepted: true, providerCode: '-8' }],
  ['99', { providerCode: '99' }],
])('finds %o', (code, facts) => {
  expect(table.find(code)).toEqual({ ...facts, docsUrl: docsUrl(facts.providerCode) });
});

test.each(['33612345678', 'constructor', '', null, undefined, {}, 1.5])(
  'does not repeat %o, which is not a code',
  (code) => {
    expect(table.find(code)).toBeUndefined();
  },
);

describe('a delivery report', () => {
  const facts = { connector: 'acme', messageId: 'a-1', providerStatus: 'FAILED' };

  test('has the reason of a failure', () => {
    const at = new Date(1_700_000_000_000);
    const error = table.find('4');
    expect(makeDeliveryReport({ ...facts, status: 'undelivered', error, at })).toEqual({
      messageId: 'a-1',
      status: 'undelivered',
      code: 'unauthorized',
      at,
      provider: { id: 'acme', status: 'FAILED', code: '4', docsUrl: docsUrl('4') },
    });
  });

  test('of a failure without a known reason is unclassified', () => {
    expect(makeDeliveryReport({ ...facts, status: 'undelivered' })).toEqual({
      messageId: 'a-1',
      status: 'undelivered',
      code: 'unclassified',
      provider: { id: 'acme', status: 'FAILED' },
    });
  });

  test('leaves out an invalid date', () => {
    const report = makeDeliveryReport({ ...facts, status: 'pending', at: new Date(Number.NaN) });
    expect(report).toEqual({
      messageId: 'a-1',
      status: 'pending',
      provider: { id: 'acme', status: 'FAILED' },
    });
  });
});
