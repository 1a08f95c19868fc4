import type { Message } from '@sms-connectors/core';

export const secret = 'a secret of the tests that is long enough';
export const templates = [
  { usageType: 'SignIn', content: 'Your sign-in code is {{code}}.' },
] as const;

/** A message whose recipient and code no other has. */
export function messageOf(number: number): Message {
  const to = `+3369${String(number).padStart(7, '0')}`;
  return { to, usageType: 'SignIn', payload: { code: String(100_000 + number) } };
}

export function messagesOf(count: number): readonly Message[] {
  return Array.from({ length: count }, (_, number) => messageOf(number));
}
