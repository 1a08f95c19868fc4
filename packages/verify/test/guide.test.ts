import { readFileSync } from 'node:fs';
import path from 'node:path';
import { guessingChance, settingsSchema } from '@sms-connectors/verify';
import { validateConfig } from '@sms-connectors/core';
import { expect, test } from 'vitest';

const page = readFileSync(
  path.join(import.meta.dirname, '../../../docs/pages/verify-a-phone-number.md'),
  'utf8',
);
const rows = page
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => line.replaceAll('\u202F', '').match(/\d+/g)?.map(Number) ?? []);

const settingsOf = ([digits = 0, maxAttempts = 0, verifications = 0]: readonly number[]) => ({
  digits,
  maxAttempts,
  perRecipient: { verifications, seconds: 86_400 },
});

test('the page shows the chance of guessing that settings have', () => {
  expect(rows.length).toBeGreaterThan(4);
  for (const row of rows) {
    expect([row, Math.round(1 / guessingChance(settingsOf(row)))]).toEqual([row, row[3]]);
  }
});

test('all of them are allowed, and the fourth row has the defaults', () => {
  for (const row of rows) {
    expect(validateConfig(settingsSchema, settingsOf(row))).toHaveProperty('config');
  }
  const defaults = validateConfig(settingsSchema, {});
  expect(defaults).toMatchObject({ config: settingsOf(rows[3] ?? []) });
});
