import { twilio } from '@sms-connectors/twilio';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../src/functions/check-config.ts';
import { twilioConfig } from './project.ts';

describe('checkConfig', () => {
  test('takes a good config, and tells what it covers', () => {
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

  test('names every problem: where, what, and what the field is for', () => {
    const { accountSID: _, ...others } = twilioConfig;
    const { valid, problems } = checkConfig(twilio, { ...others, authToken: 7, frm: '+1' });
    expect(valid).toBe(false);
    expect(problems.map(({ at, message }) => [at, message])).toEqual([
      ['accountSID', 'This field is missing.'],
      ['authToken', 'Invalid input: expected string, received number'],
      ['frm', 'No field has this name; the fields here are {fields}.'],
    ]);
    expect(problems[0]?.description).toContain('Account SID');
    expect(problems[2]?.values?.['fields']).toContain('fromMessagingServiceSID');
  });

  test('speaks the language asked for where zod has the words', () => {
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
    'takes %j for a config with problems',
    (config) => {
      expect(checkConfig(twilio, config)).toMatchObject({ valid: false });
    },
  );
});
