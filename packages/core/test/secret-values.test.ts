import * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { secretValues } from '../src/config/secret-values.ts';

const secret = z.string().check(z.meta({ writeOnly: true }));
const fields = z.object({ token: secret, name: z.string() });
const config = { token: 'token-1', name: 'Acme' };

test.each([
  ['an object', fields, config],
  ['a default', z._default(fields, config), config],
  ['a list', z.array(fields), [config]],
  ['a record', z.record(z.string(), secret), { a: 'token-1' }],
  [
    'a pipe',
    z.pipe(
      z.transform((given) => given),
      fields,
    ),
    config,
  ],
  [
    'a pipe whose input is described',
    z.pipe(
      fields,
      z.transform((given) => given),
    ),
    config,
  ],
  ['a union', z.union([z.string(), fields]), config],
  ['a union of secrets', z.union([secret, z.array(secret)]), ['token-1']],
  [
    'an intersection',
    z.intersection(z.object({ token: secret }), z.object({ name: z.string() })),
    config,
  ],
])('the secrets in %s are found', (_, schema, value) => {
  expect(secretValues(schema, value)).toEqual(['token-1', btoa('token-1')]);
});

test('what the schema does not mark is no secret', () => {
  expect(secretValues(z.union([z.string(), z.object({ name: z.string() })]), config)).toEqual([]);
});
