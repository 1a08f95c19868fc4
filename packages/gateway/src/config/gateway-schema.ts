import type { InferInput } from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { deliveryPlanSchema } from '@sms-connectors/policies';
import { laneSchema, queueSettingsSchema } from '@sms-connectors/queue';
import { settingsSchema } from '@sms-connectors/verify';
import { scopes } from '../http/api-keys.ts';
import { hookNames } from '../routes/hook-platforms.ts';

const name = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]*$/, 'Must be lower-case letters, digits and dashes.'));
const text = z.string().check(z.minLength(1));
const secret = z
  .string()
  .check(z.minLength(32, 'Must be a random text of at least 32 characters.'));

const programUrl = z
  .string()
  .check(
    z.refine(
      isProgramUrl,
      'Must be an http: or https: URL without a user name and a password: forwarded reports are signed.',
    ),
  );

function isProgramUrl(given: string): boolean {
  const url = URL.parse(given);
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  );
}

const keySchema = z
  .strictObject({
    name: name.check(z.meta({ description: 'Who uses the key; written to the log.' })),
    sha256: z.string().check(
      z.regex(/^[0-9a-f]{64}$/, 'Must be the SHA-256 of a key, which `sms-gateway key` makes.'),
      z.meta({
        description: 'The SHA-256 of the key, in hexadecimal digits. `sms-gateway key` makes both.',
      }),
    ),
    scopes: z
      .array(z.enum(scopes))
      .check(z.minLength(1), z.meta({ description: 'What the key may be used for.' })),
  })
  .check(z.meta({ id: 'Key' }));

/** The queue of a gateway has one lane. */
const queueSchema = z
  .extend(z.omit(queueSettingsSchema, { name: true, lanes: true }), laneSchema.shape)
  .check(z.meta({ id: 'Queue' }));

export type GatewayQueueSettings = z.output<typeof queueSchema>;

export const gatewaySchema = z.strictObject({
  $schema: z
    .optional(z.string())
    .check(z.meta({ description: 'The JSON Schema of this file, for editors.' })),
  connectors: z
    .record(
      name,
      z.looseObject({
        connector: z.optional(text).check(
          z.meta({
            description: 'The id of the connector, if it is not the name of this entry.',
          }),
        ),
        package: z.optional(text).check(
          z.meta({
            description: 'The npm package of a connector that is not one of this project.',
          }),
        ),
      }),
    )
    .check(
      z.refine(
        (connectors) => Object.keys(connectors).length > 0,
        'Must have at least one connector.',
      ),
      z.meta({
        description:
          'The connectors by name, with their configs. Fields that are missing come from the environment, such as `TWILIO_AUTH_TOKEN`.',
      }),
    ),
  plan: z.optional(deliveryPlanSchema.check(z.meta({ id: 'Plan' }))).check(
    z.meta({
      description:
        'The delivery plan. By default, all connectors are tried in the order of the config.',
    }),
  ),
  keys: z.array(keySchema).check(
    z.minLength(1),
    z.refine(
      (keys) => new Set(keys.map((key) => key.name)).size === keys.length,
      'Two keys have the same name. To replace a key, add one with another name and remove the old one later.',
    ),
    z.meta({ description: 'The keys with which programs call the gateway.' }),
  ),
  secret: z.optional(z.union([secret, z.array(secret).check(z.minLength(1))])).check(
    z.meta({
      description:
        'Hides numbers, codes and answers where they are stored: a random text of at least 32 characters, the same in all gateways. Required with `verify`, and if `REDIS_URL` is set. To replace it, put the new one in front in a list.',
      writeOnly: true,
    }),
  ),
  verify: z.optional(settingsSchema.check(z.meta({ id: 'Verify' }))).check(
    z.meta({
      description: 'Turns on the verification codes, with these settings; `{}` for the usual ones.',
    }),
  ),
  queue: z.optional(queueSchema).check(
    z.meta({
      description: 'The queue that the messages of `POST /send` go through if `REDIS_URL` is set.',
    }),
  ),
  hooks: z.optional(z.partialRecord(z.enum(hookNames), z.looseObject({}))).check(
    z.meta({
      description:
        'The auth platforms whose hooks come to `/hooks/<platform>`, with the options of `@sms-connectors/hooks`, such as `secret`.',
    }),
  ),
  reports: z
    .optional(
      z
        .strictObject({
          publicUrl: z.optional(text).check(
            z.meta({
              description:
                'The address of `/reports` as providers call it, if a proxy stands between.',
            }),
          ),
          forwardTo: z
            .optional(programUrl)
            .check(
              z.meta({ description: 'The URL of your program that gets the delivery reports.' }),
            ),
          secret: z.optional(secret).check(
            z.meta({
              description:
                'Signs what is forwarded, as Standard Webhooks say. Required with `forwardTo`.',
              writeOnly: true,
            }),
          ),
        })
        .check(z.meta({ id: 'Reports' })),
    )
    .check(z.meta({ description: 'What happens to delivery reports.' })),
});

/** The config of a gateway, as people write it. */
export type GatewayConfig = InferInput<typeof gatewaySchema>;
/** A config with all defaults. */
export type CompleteGatewayConfig = z.output<typeof gatewaySchema>;
