import { twilio } from '@sms-connectors/twilio';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../src/functions/check-config.ts';
import { twilioConfig } from './project.ts';

describe('checkConfig', () => {
  test('accepts a valid config and reports what it covers', () => {
    const check = checkConfig(twilio, twilioConfig);
    expect(check).toMatchObject({
      valid: true,
      problems: [],
      missing: ['Register', 'ForgotPassword'],
    });
    expect(check.coverage).toMatchObject({
      Generic: 'own',
      BindMfa: 'fallback',
      Register: 'missing',
    });
    expect(check.templates[0]).toMatchObject({
      text: 'Your code is 123456.',
      measure: { encoding: 'GSM-7', segments: 1 },
      placeholders: ['code'],
    });
  });

  test('reports each problem with its path, message and field description', () => {
    const { accountSID: _, ...others } = twilioConfig;
    const { valid, problems } = checkConfig(twilio, { ...others, authToken: 7, frm: '+1' });
    expect(valid).toBe(false);
    expect(problems.map(({ at, message }) => [at, message])).toEqual([
      ['accountSID', 'This field is required.'],
      ['authToken', 'Invalid input: expected string, received number'],
      ['frm', 'Unknown field. Known fields: {fields}.'],
    ]);
    expect(problems[0]?.description).toContain('Account SID');
    expect(problems[2]?.values?.['fields']).toContain('fromMessagingServiceSID');
  });

  test('translates zod’s own messages to the requested language', () => {
    const wrong = { ...twilioConfig, authToken: 7 };
    const message = (language: 'fr' | 'pt') =>
      checkConfig(twilio, wrong, { language }).problems[0]?.message;
    expect(message('fr')).toMatch(/^Entrée invalide/);
    expect(message('pt')).toMatch(/^Entrada inválida/);
  });

  test('never repeats a value', () => {
    const secret = 'a secret with spaces';
    expect(
      JSON.stringify(checkConfig(twilio, { ...twilioConfig, authToken: secret })),
    ).not.toContain(secret);
  });

  test.each([null, 'text', [], { templates: 'none' }, { templates: [null, 3, {}] }])(
    'reports problems for %j',
    (config) => {
      expect(checkConfig(twilio, config)).toMatchObject({ valid: false });
    },
  );
});
