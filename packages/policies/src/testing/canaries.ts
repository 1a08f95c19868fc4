import type { Message } from '@sms-connectors/core';

/** A message whose values must be found nowhere else. */
export const canaryMessage: Message = {
  to: '+33698765401',
  usageType: 'SignIn',
  payload: { code: '904172' },
  locale: 'fr',
  reference: 'canary-reference-001',
  requester: { ip: '203.0.113.71', userId: 'canary-user-9f27' },
};

/** What is personal or secret in it. */
export const personalValues: readonly string[] = [
  '33698765401',
  '904172',
  'canary-reference',
  '203.0.113.71',
  'canary-user-9f27',
];
