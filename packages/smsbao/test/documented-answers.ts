import type { DocumentedAnswer } from '@sms-connectors/core/testing';

const refused = (body: string) => ({ status: 200, body }) as const;

// https://www.smsbao.com/openapi/213.html: anything but 0 is the number of an error.
export const answers: readonly DocumentedAnswer[] = [
  {
    name: 'a wrong password',
    answer: refused('30'),
    means: { outcome: 'rejected', code: 'unauthorized', providerCode: '30' },
  },
  {
    name: 'an account without credit',
    answer: refused('41'),
    means: { outcome: 'rejected', code: 'insufficient_balance', providerCode: '41' },
  },
  {
    name: 'an account that has expired',
    answer: refused('42'),
    means: { outcome: 'rejected', code: 'account_suspended', providerCode: '42' },
  },
  {
    name: 'a forbidden word',
    answer: refused('50'),
    means: { outcome: 'rejected', code: 'content_rejected', providerCode: '50' },
  },
  {
    name: 'a wrong number',
    answer: refused('51\n'),
    means: { outcome: 'rejected', code: 'invalid_recipient', providerCode: '51' },
  },
];
