import type { Manifest } from '@sms-connectors/core';

/** @see https://help.aliyun.com/document_detail/55284.html */
export const manifest = {
  contract: 1,
  id: 'aliyun',
  name: 'Alibaba Cloud',
  description: 'Sends verification codes by SMS with Alibaba Cloud (Aliyun).',
  docsUrl: 'https://help.aliyun.com/document_detail/55284.html',
  country: 'CN',
  capabilities: {
    numberFormat: 'digits',
    senders: ['sender_pool', 'alphanumeric'],
    content: ['template'],
    // https://help.aliyun.com/document_detail/463237.html
    maxCharacters: 500,
    // Fewer than 256: https://help.aliyun.com/document_detail/419274.html
    reference: { maxCharacters: 255 },
    deliveryReports: { authenticity: 'token' },
  },
} as const satisfies Manifest;
