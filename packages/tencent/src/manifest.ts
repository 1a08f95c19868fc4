import type { Manifest } from '@sms-connectors/core';

/** @see https://www.tencentcloud.com/document/product/382/40536 */
export const manifest = {
  contract: 1,
  id: 'tencent',
  name: 'Tencent Cloud SMS',
  description: 'Sends verification codes by SMS with Tencent Cloud.',
  docsUrl: 'https://www.tencentcloud.com/document/product/382/40536',
  country: 'CN',
  capabilities: {
    numberFormat: 'e164',
    senders: ['sender_pool', 'alphanumeric'],
    content: ['template'],
    // With the signature and the values: https://www.tencentcloud.com/document/product/382/40659
    maxCharacters: 500,
    // Less than 512 bytes of UTF-8, in which a UTF-16 code unit takes up to three.
    reference: { maxCharacters: 170 },
    deliveryReports: { authenticity: 'token' },
    conversions: 'used_only',
  },
} as const satisfies Manifest;
