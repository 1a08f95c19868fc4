import {
  coverage,
  deprecatedUsageTypes,
  missingUsageTypes,
  requiredUsageTypes,
  type UsageType,
  usageTypes,
} from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import { takingHttp, tiny } from './support/tiny-connector.ts';

const to = '+33612345678';
const template = (usageType: UsageType | 'Test') => ({
  usageType,
  content: `the text of ${usageType}`,
});
const optional = usageTypes.filter((type) => !requiredUsageTypes.some((name) => name === type));

function covered(...names: readonly (UsageType | 'Test')[]) {
  return coverage(names.map(template));
}

/** The text of the template that serves a usage type. */
async function textFor(usageType: string, ...names: readonly (UsageType | 'Test')[]) {
  const { http, texts } = takingHttp();
  const sms = tiny({ templates: names.map(template) }, { http });
  await sms.send({ to, usageType: usageType as UsageType, payload: {} });
  expect(texts()).toHaveLength(1);
  return texts()[0];
}

test('there are nine usage types, four of them required, and one old name', () => {
  expect(usageTypes).toEqual([...requiredUsageTypes, ...optional]);
  expect(requiredUsageTypes).toEqual(['Register', 'SignIn', 'ForgotPassword', 'Generic']);
  expect(optional).toEqual([
    'OrganizationInvitation',
    'UserPermissionValidation',
    'BindNewIdentifier',
    'MfaVerification',
    'BindMfa',
  ]);
  expect(deprecatedUsageTypes).toEqual({ Test: 'Generic' });
});

describe('coverage', () => {
  test('is missing throughout where there is no template', () => {
    const all = covered();
    expect(Object.keys(all)).toEqual([...usageTypes]);
    expect(new Set(Object.values(all))).toEqual(new Set(['missing']));
  });

  test('is own throughout where every usage type has a template', () => {
    expect(new Set(Object.values(covered(...usageTypes)))).toEqual(new Set(['own']));
  });

  test.each(['Generic', 'Test'] as const)('lets all but the required fall back to %s', (name) => {
    expect(covered(name)).toEqual({
      Register: 'missing',
      SignIn: 'missing',
      ForgotPassword: 'missing',
      Generic: 'own',
      ...Object.fromEntries(optional.map((type) => [type, 'fallback'])),
    });
  });

  test('tells own from fallback', () => {
    const all = covered('Generic', 'BindMfa');
    expect(all.BindMfa).toBe('own');
    expect(all.MfaVerification).toBe('fallback');
  });

  test('is what a connector says of its config', () => {
    const templates = [template('SignIn'), template('Test')];
    expect(tiny({ templates }).coverage).toEqual(covered('SignIn', 'Generic'));
  });
});

describe('missing usage types', () => {
  test('are named one by one, in order', () => {
    expect(missingUsageTypes(covered())).toEqual(requiredUsageTypes);
    expect(missingUsageTypes(covered('Generic', 'Register'))).toEqual(['SignIn', 'ForgotPassword']);
    expect(missingUsageTypes(covered('SignIn', 'BindMfa'))).toEqual([
      'Register',
      'ForgotPassword',
      'Generic',
    ]);
  });

  test('are none once the required four have a template, by the old name too', () => {
    expect(missingUsageTypes(covered('Register', 'SignIn', 'ForgotPassword', 'Test'))).toEqual([]);
  });
});

describe('a send', () => {
  test.each(requiredUsageTypes)('finds the template of %s among all', async (usageType) => {
    expect(await textFor(usageType, ...usageTypes)).toBe(`the text of ${usageType}`);
  });

  test.each(optional)('of %s uses its own template, or that of Generic', async (usageType) => {
    expect(await textFor(usageType, 'Generic', usageType)).toBe(`the text of ${usageType}`);
    expect(await textFor(usageType, 'Generic')).toBe('the text of Generic');
    expect(await textFor(usageType, 'Test')).toBe('the text of Test');
  });

  test.each(['Register', 'SignIn', 'ForgotPassword'] as const)(
    'of %s never uses the template of Generic',
    async (usageType) => {
      const { http, requests } = takingHttp();
      const sms = tiny({ templates: [template('Generic')] }, { http });
      const error = await expectConnectorError(sms.send({ to, usageType, payload: {} }));
      expect(error).toMatchObject({ code: 'template_not_found', outcome: 'rejected' });
      expect(error.message).toContain(usageType);
      expect(requests).toEqual([]);
    },
  );

  test('of the first generation still finds its template, by either name', async () => {
    expect(await textFor('Generic', 'Register', 'SignIn', 'Test')).toBe('the text of Test');
    expect(await textFor('Test', 'Register', 'SignIn', 'Test')).toBe('the text of Test');
    expect(await textFor('Test', 'Generic')).toBe('the text of Generic');
  });

  test('prefers Generic to Test, whichever comes first', async () => {
    expect(await textFor('Generic', 'Test', 'Generic')).toBe('the text of Generic');
    expect(await textFor('BindMfa', 'Generic', 'Test')).toBe('the text of Generic');
  });

  test.each(['signin', 'toString', '__proto__', '', undefined, 7])(
    'of the unknown usage type %s is refused and sends nothing',
    async (usageType) => {
      const { http, requests } = takingHttp();
      const sms = tiny({ templates: usageTypes.map(template) }, { http });
      const error = await expectConnectorError(
        sms.send({ to, usageType: usageType as UsageType, payload: {} }),
      );
      expect(error).toMatchObject({ code: 'invalid_message', outcome: 'rejected' });
      expect(error.message).toContain(usageTypes.join(', '));
      expect(requests).toEqual([]);
    },
  );
});
