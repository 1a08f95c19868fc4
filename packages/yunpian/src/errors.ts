import { providerErrorTable } from '@sms-connectors/core';

const codesUrl =
  'https://github.com/yunpian/yunpian-java-sdk/blob/c406a8956be04e04a210d7db99dde33b1057f89f/src/main/java/com/yunpian/sdk/constant/Code.java';
const reportsUrl = 'https://www.yunpian.com/official/document/sms/en/domestic_push_report';

/** A code of an answer, such as `-1`, or of a delivery report, such as `YP:54`. */
const answerCode = /^-?\d{1,3}$/;

/** Yunpian's error codes: one row for each that a send can get, from Yunpian's own SDK and documentation. */
export const errors = providerErrorTable({
  pattern: /^(?:-?\d{1,3}|[A-Z]{1,10}(?::[A-Z\d]{1,8})?)$/,
  docsUrl: (code) => (answerCode.test(code) ? codesUrl : reportsUrl),
  outcome: 'rejected',
  codes: {
    '1': 'invalid_message',
    '2': 'invalid_message',
    '3': 'insufficient_balance',
    '4': 'content_rejected',
    '5': {
      code: 'template_invalid',
      advice: 'The text must match a template that Yunpian has approved, word for word.',
    },
    '7': 'template_invalid',
    '8': 'rate_limited',
    '9': 'rate_limited',
    '10': 'opted_out',
    '13': 'content_rejected',
    '15': 'sender_invalid',
    '16': {
      code: 'sender_invalid',
      advice: 'Begin the text with your approved signature in these brackets: `【YourApp】`.',
    },
    '17': 'rate_limited',
    '18': 'sender_invalid',
    '20': 'region_blocked',
    '22': 'rate_limited',
    '23': 'region_blocked',
    '27': {
      code: 'account_suspended',
      advice: 'Ask Yunpian to enable billing by amount for the account.',
    },
    '28': 'unreachable_recipient',
    '-1': 'unauthorized',
    '-2': 'unauthorized',
    '-3': {
      code: 'unauthorized',
      advice: 'Add the IP address of your server to the list of allowed ones in Yunpian’s console.',
    },
    '-4': 'rate_limited',
    '-5': 'rate_limited',
    '-50': { code: 'provider_unavailable', outcome: 'unknown' },
    '-51': { code: 'provider_unavailable', outcome: 'unknown' },
    '-53': { code: 'provider_unavailable', outcome: 'unknown' },
    '-57': 'sender_invalid',
  },
});

export const errorRows = errors.rows;
