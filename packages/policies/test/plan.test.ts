import { jsonSchemaOf } from '@sms-connectors/core/json-schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import {
  type DeliveryPlan,
  deliveryPlanSchema,
  explainPlan,
  named,
  senderFrom,
  validatePlan,
} from '../src/index.ts';
import { message } from './support/message.ts';
import { faults, startProvider } from './support/providers.ts';

const plan: DeliveryPlan = {
  routes: { FR: ['a', 'b'], '+1787': ['b'], default: ['b'] },
  failover: { timeoutMs: 5000 },
  limits: {
    countries: ['FR', 'PR', 'BR'],
    perRecipient: [{ messages: 2, seconds: 60 }],
  },
};

describe('a plan', () => {
  test('sends as it says', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const connectors = [named('a', a.sender), named('b', b.sender)];
    const sms = senderFrom(plan, { connectors });
    const first = await sms.send(message);
    expect(first.attempts).toMatchObject([{ sender: 'a' }]);
    a.emulator.fail(faults.region_blocked);
    const second = await sms.send(message);
    expect(second.attempts).toMatchObject([
      { sender: 'a', code: 'region_blocked' },
      { sender: 'b' },
    ]);
    await expect(sms.send(message)).rejects.toMatchObject({ code: 'rate_limited', attempts: [] });
    const puertoRico = await sms.send({ ...message, to: '+17875550123' });
    expect(puertoRico.attempts).toMatchObject([{ sender: 'b' }]);
    await expect(sms.send({ ...message, to: '+351912345678' })).rejects.toMatchObject({
      code: 'region_blocked',
    });
    expect([a.emulator.messages.length, b.emulator.messages.length]).toEqual([1, 2]);
  });

  test('shares what it learns about a connector between its routes', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    a.emulator.fail(faults.unauthorized);
    const connectors = [named('a', a.sender), named('b', b.sender)];
    const sms = senderFrom({ routes: { FR: ['a', 'b'], default: ['a', 'b'] } }, { connectors });
    await sms.send(message);
    await sms.send({ ...message, to: '+5511912345678' });
    expect(a.emulator.requests).toHaveLength(1);
  });

  test('needs a name of its own for each connector', async () => {
    await using a = await startProvider();
    await using b = await startProvider();
    const connectors = [a.sender, b.sender];
    expect(() => senderFrom({ routes: { default: ['twilio'] } }, { connectors })).toThrow(
      /connectors: Two connectors have the same name/,
    );
  });
});

describe('what is wrong with a plan', () => {
  test.each<[unknown, string, string]>([
    [{}, 'routes', 'Required.'],
    [{ routes: {} }, 'routes', 'Must have at least one route.'],
    [{ routes: { fr: ['a'] } }, 'routes.fr', 'Must be a country of ISO 3166-1 in capitals'],
    [{ routes: { FR: [] } }, 'routes.FR', 'Must not be empty.'],
    [{ routes: { FR: ['a', 'a'] } }, 'routes.FR', 'A connector is named twice.'],
    [{ routes: { FR: ['a', 'c'] } }, 'routes.FR[1]', 'The connectors are a, b.'],
    [{ routes: { '+33': ['c'] } }, 'routes["+33"][0]', 'The connectors are a, b.'],
    [{ routes: { FR: 'a' } }, 'routes.FR', 'Must be a list.'],
    [{ routes: { FR: ['a'] }, failover: { after: 1 } }, 'failover.after', 'Unknown field.'],
    [{ routes: { FR: ['a'] }, circuit: { pauseMs: 0 } }, 'circuit.pauseMs', 'at least 1'],
    [
      { routes: { FR: ['a'] }, limits: { overall: [{ messages: 1 }] } },
      'limits.overall[0].seconds',
      'Required.',
    ],
  ])('%j', (wrong, path, problem) => {
    const validated = validatePlan(wrong, ['a', 'b']);
    const issues = 'issues' in validated ? validated.issues : [];
    expect(issues).toContainEqual(
      expect.objectContaining({ path, message: expect.stringContaining(problem) }),
    );
  });

  test('is all told at once', () => {
    const wrong = { routes: { xx: ['a', 'c'], FR: [1] }, limits: { countries: ['UK'] }, x: 1 };
    const validated = validatePlan(wrong, ['a']);
    expect('issues' in validated && validated.issues.map(({ path }) => path).toSorted()).toEqual([
      'limits.countries[0]',
      'routes.FR[0]',
      'routes.xx',
      'routes.xx[1]',

      'x',
    ]);
  });
});

test('the JSON Schema accepts what the schema accepts', () => {
  const schema = jsonSchemaOf(deliveryPlanSchema);
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(plan)).toBe(true);
  expect(validate({ routes: { FR: 'a' } })).toBe(false);
  expect(validate({ routes: { FR: ['a'] }, other: 1 })).toBe(false);
});

describe('an explanation', () => {
  const validated = validatePlan(plan);
  if ('issues' in validated) throw new Error('The plan is wrong.');
  test.each([
    ['+33 6 12 34 56 78', { country: 'FR', route: 'FR', connectors: ['a', 'b'] }],
    ['+17875550123', { country: 'PR', route: '+1787', connectors: ['b'] }],
    ['+5511912345678', { country: 'BR', route: 'default', connectors: ['b'] }],
    ['+351912345678', { country: 'PT', refused: 'country_not_allowed' }],
    ['0612345678', { problem: expect.stringContaining('has no country code') }],
  ])('of %s', (to, expected) => {
    expect(explainPlan(validated.plan, to)).toEqual(expected);
  });
});
