import type { Manifest } from '@sms-connectors/core';

export const manifest = {
  contract: 1,
  id: 'smsbao',
  name: 'SMSBao',
  description:
    'Sends verification codes by SMS with SMSBao (短信宝), in mainland China and abroad.',
  docsUrl: 'https://www.smsbao.com/openapi/213.html',
  country: 'CN',
  capabilities: {
    numberFormat: 'e164',
    senders: ['sender_pool'],
    // SMSBao documents no limit; the text is part of a URL.
    maxCharacters: 300,
    messageIds: 'local',
  },
} as const satisfies Manifest;
