import type { Message } from '@sms-connectors/core';

export const templates = [{ usageType: 'SignIn', content: 'Your code is {{code}}.' }] as const;

export const message: Message = {
  to: '+33612345678',
  usageType: 'SignIn',
  payload: { code: '123456' },
};
