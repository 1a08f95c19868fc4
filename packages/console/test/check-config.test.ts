import { parseConfig } from '@sms-connectors/core';
import { twilio } from '@sms-connectors/twilio';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../src/functions/check-config.ts';
import { twilioConfig } from './project.ts';

describe('checkConfig', () => {
  test('accepts a valid config and reports what it covers', () => {
    const check = checkConfig(twilio, twilioConfig);
    expect(check).toMatchObject({
      valid: true,
      issues: [],
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

  test('reports each problem as the library does', () => {
    const { accountSID: _, ...others } = twilioConfig;
    const config: unknown = { ...others, authToken: 7, frm: '+1' };
    const { valid, issues } = checkConfig(twilio, config);
    expect(valid).toBe(false);
    expect(issues.map(({ path, code, message }) => [path, code, message])).toEqual([
      ['accountSID', 'required', 'Required.'],
      ['authToken', 'invalid_type', 'Must be a text.'],
      [
        'frm',
        'unknown_field',
        expect.stringMatching(/^Unknown field\..* fromMessagingServiceSID, /),
      ],
    ]);
    expect(issues[0]?.description).toContain('Account SID');
    expect(() => parseConfig(twilio, config)).toThrow(expect.objectContaining({ issues }));
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
