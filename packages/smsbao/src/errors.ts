import { providerErrorTable } from '@sms-connectors/core';

const codesUrl = 'https://www.smsbao.com/openapi/213.html';
const exampleUrl = 'https://www.smsbao.com/openapi/55.html';

/** SMSBao's error codes: one row for each that a send can get, from SMSBao's own documentation. */
export const errors = providerErrorTable({
  pattern: /^-?\d{1,3}$/,
  docsUrl: (code) => (code === '-1' ? exampleUrl : codesUrl),
  outcome: 'rejected',
  codes: {
    '-1': 'invalid_message',
    '30': {
      code: 'unauthorized',
      advice: 'Use the API key, or the MD5 hash of the password, not the password itself.',
    },
    '40': 'unauthorized',
    '41': 'insufficient_balance',
    '42': 'account_suspended',
    '43': {
      code: 'unauthorized',
      advice: 'Allow the IP address of your server in SMSBao’s console.',
    },
    '50': 'content_rejected',
    '51': 'invalid_recipient',
  },
});

export const errorRows = errors.rows;
