import type { InferInput } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { circuitSettingsSchema, failoverSettingsSchema } from '../failover/failover-settings.ts';
import { guardSettingsSchema } from '../guard/guard-settings.ts';
import { routeKeySchema } from '../route/route-keys.ts';

const order = z.array(z.string().check(z.minLength(1))).check(
  z.minLength(1),
  z.refine(
    (names) => new Set(names).size === names.length,
    'A connector is named twice. Name each connector once.',
  ),
);

export const deliveryPlanSchema = z.strictObject({
  $schema: z
    .optional(z.string())
    .check(z.meta({ description: 'The JSON Schema of this file, for editors.' })),
  routes: z
    .record(routeKeySchema, order)
    .check(z.refine((routes) => Object.keys(routes).length > 0, 'Must have at least one route.'))
    .check(
      z.meta({
        description:
          'The connectors for each country in ISO 3166-1 (`FR`) or prefix (`+1787`), in the order in which they are tried. `default` serves all other numbers; without it, they are refused.',
        examples: [{ BR: ['telnyx', 'twilio'], default: ['twilio', 'vonage'] }],
      }),
    ),
  failover: z
    .optional(failoverSettingsSchema)
    .check(z.meta({ description: 'When the next connector is tried.' })),
  circuit: z
    .optional(circuitSettingsSchema)
    .check(z.meta({ description: 'When a connector that fails is skipped, and how long.' })),
  limits: z
    .optional(guardSettingsSchema)
    .check(z.meta({ description: 'How many messages are sent, and to which countries.' })),
});

/** Which connectors send which messages, as data: no code and no secrets. */
export type DeliveryPlan = InferInput<typeof deliveryPlanSchema>;
/** A plan with all defaults. */
export type CompletePlan = z.output<typeof deliveryPlanSchema>;
