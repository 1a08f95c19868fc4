import type { InferInput } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';

const whole = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));
const name = z
  .string()
  .check(
    z.regex(
      /^[a-z][a-z0-9-]{0,39}$/,
      'Must be lower-case letters, digits and dashes, at most 40 of them.',
    ),
  );

export const laneSchema = z
  .strictObject({
    concurrency: z
      ._default(whole(1, 10_000), 50)
      .check(z.meta({ description: 'How many messages each worker sends at once.' })),
    limit: z
      .optional(
        z
          .strictObject({
            messages: whole(1, 1_000_000).check(
              z.meta({ description: 'How many messages are sent in one period.' }),
            ),
            seconds: whole(1, 86_400).check(
              z.meta({ description: 'The length of a period in seconds.' }),
            ),
          })
          .check(z.meta({ id: 'LaneLimit' })),
      )
      .check(
        z.meta({
          description:
            'The limit of all workers together. Messages beyond it wait; they are not refused.',
          examples: [{ messages: 100, seconds: 1 }],
        }),
      ),
  })
  .check(z.meta({ id: 'Lane' }));

export const queueSettingsSchema = z.strictObject({
  name: z
    ._default(name, 'sms')
    .check(z.meta({ description: 'The name of the queue: with it, the keys in Redis begin.' })),
  lanes: z._default(z.record(name, laneSchema), { default: { concurrency: 50 } }).check(
    z.refine((lanes) => Object.keys(lanes).length > 0, 'Must have at least one lane.'),
    z.meta({
      description:
        'The lanes by name, such as one for each provider. A lane that is slow does not hold up another.',
      examples: [{ default: { limit: { messages: 100, seconds: 1 } } }],
    }),
  ),
  lifetimeSeconds: z._default(whole(1, 86_400), 600).check(
    z.meta({
      description:
        'How long a message may wait if it has no `expiresAt`, in seconds. Afterwards, it is not sent.',
    }),
  ),
  resultSeconds: z._default(whole(60, 604_800), 3600).check(
    z.meta({
      description:
        'How long results and idempotency keys are known after a message has ended and its code has expired, in seconds.',
    }),
  ),
  maxWaiting: z._default(whole(1, 10_000_000), 10_000).check(
    z.meta({
      description:
        'How many messages may wait in a lane. Further ones are refused with `rate_limited`.',
    }),
  ),
  maxTries: z._default(whole(1, 1000), 10).check(
    z.meta({
      description:
        'How often a message is tried while it is certainly not sent and may succeed later.',
    }),
  ),
  lockMs: z._default(whole(500, 600_000), 15_000).check(
    z.meta({
      description:
        'How long a worker may be silent before another one takes its messages, in milliseconds. Those that it had begun to send end as `unknown`.',
    }),
  ),
  afterUndelivered: z._default(z.enum(['stop', 'next']), 'stop').check(
    z.meta({
      description:
        'What to do if a delivery report says `undelivered` while the code is valid: `stop`, or let the `next` provider send it, once. With `next`, messages stay encrypted in Redis until their codes expire.',
    }),
  ),
});

/** The settings with their defaults. */
export type CompleteQueueSettings = z.output<typeof queueSettingsSchema>;
export type QueueSettings = InferInput<typeof queueSettingsSchema>;
export type LaneSettings = CompleteQueueSettings['lanes'][string];
