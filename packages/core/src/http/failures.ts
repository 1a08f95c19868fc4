import type { HttpFailure } from './port.ts';

/** What is said of each way in which an exchange fails; `name` is the provider's. */
export const failures = {
  timeout: (name) => `no answer from ${name} before the deadline`,
  network: (name, sent) => (sent ? `the connection to ${name} broke` : `no connection to ${name}`),
  aborted: () => 'the send was given up by its caller',
  invalid_response: (name) => `what answered is not ${name} as it is documented`,
} as const satisfies Record<HttpFailure['failure'], (name: string, sent: boolean) => string>;
