import type { HttpFailure } from './port.ts';

/** What an error says about each way in which an exchange fails; `name` is the provider's. */
export const failures = {
  timeout: (name, sent) =>
    sent ? `no answer from ${name} before the deadline` : `no connection to ${name}`,
  network: (name, sent) => (sent ? `the connection to ${name} broke` : `no connection to ${name}`),
  aborted: () => 'the caller canceled the send',
  invalid_response: (name) => `the answer is not one that ${name} documents`,
} as const satisfies Record<HttpFailure['failure'], (name: string, sent: boolean) => string>;
