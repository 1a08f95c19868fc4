import type { InferInput } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

// Timers take no more: https://developer.mozilla.org/docs/Web/API/Window/setTimeout#maximum_delay_value
const milliseconds = z.int().check(z.minimum(1), z.maximum(2 ** 31 - 1));

export const circuitSettingsSchema = z
  .strictObject({
    failures: z._default(z.int().check(z.minimum(1), z.maximum(1000)), 3).check(
      z.meta({
        description:
          'How many failures in a row open a circuit. A connection that fails opens it at once.',
      }),
    ),
    pauseMs: z._default(milliseconds, 5000).check(
      z.meta({
        description:
          'How long a provider that fails is skipped, in milliseconds. The pause doubles each time the provider is tried again and fails.',
      }),
    ),
    maxPauseMs: z
      ._default(milliseconds, 60_000)
      .check(z.meta({ description: 'The longest such pause, in milliseconds.' })),
    longPauseMs: z._default(milliseconds, 300_000).check(
      z.meta({
        description:
          'How long a provider is skipped after a failure that only an operator can fix, such as `unauthorized` or `insufficient_balance`, in milliseconds.',
      }),
    ),
  })
  .check(z.meta({ id: 'Circuit' }));

export const failoverSettingsSchema = z
  .strictObject({
    timeoutMs: z._default(milliseconds, 10_000).check(
      z.meta({
        description: 'The deadline of a whole send, over all providers, in milliseconds.',
      }),
    ),
    connectTimeoutMs: z._default(milliseconds, 3000).check(
      z.meta({
        description:
          'How long one provider may take to accept the connection, in milliseconds. Nothing has been sent before it does, so the next provider may be tried.',
      }),
    ),
    afterUnknown: z._default(z.enum(['stop', 'next']), 'stop').check(
      z.meta({
        description:
          'What to do if the message may have been sent: `stop`, or try the `next` provider. With `next`, a person may receive the code twice, and both messages are billed.',
      }),
    ),
  })
  .check(z.meta({ id: 'Failover' }));

export type CircuitSettings = InferInput<typeof circuitSettingsSchema>;
export type FailoverSettings = InferInput<typeof failoverSettingsSchema>;
