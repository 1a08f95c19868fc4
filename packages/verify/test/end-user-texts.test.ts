import { globSync } from 'node:fs';
import path from 'node:path';
import { endUserText } from '@sms-connectors/core/end-user-texts';
import type { VerificationResult } from '@sms-connectors/verify';
import { verificationText } from '@sms-connectors/verify/end-user-texts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const languages = globSync('*.ts', {
  cwd: path.join(import.meta.dirname, '../src/texts/end-user-texts'),
})
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => name !== 'index');

const now = Date.parse('2026-12-01T12:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterEach(() => {
  vi.useRealTimers();
});

const inSeconds = (seconds: number): Date => new Date(now + seconds * 1000);
const sent = { id: 'i'.repeat(22), expiresAt: inSeconds(600) };
const results = [
  { status: 'started', ...sent, outcome: 'accepted' },
  { status: 'resent', ...sent, outcome: 'accepted' },
  { status: 'rejected', code: 'invalid_recipient' },
  { status: 'limited', retryAt: inSeconds(3600) },
  { status: 'too_early', resendAt: inSeconds(30) },
  { status: 'too_many' },
  { status: 'approved', to: '+33612345678', usageType: 'SignIn' },
  { status: 'wrong', attemptsLeft: 2 },
  { status: 'expired' },
  { status: 'locked' },
  { status: 'used' },
  { status: 'not_found' },
  { status: 'canceled' },
] as const satisfies readonly VerificationResult[];

type Missing = Exclude<VerificationResult['status'], (typeof results)[number]['status']>;
const areAllListed: [Missing] extends [never] ? true : false = true;

test('the first languages are there', () => {
  expect(areAllListed).toBe(true);
  expect(languages).toEqual(expect.arrayContaining(['fr', 'pt']));
});

describe.each(['en', ...languages])('in the language %s', (language) => {
  test.each(results)('$status has a text of its own', (result) => {
    const text = verificationText(result, language);
    expect(text).toMatch(/^\p{Lu}.*\.$/u);
    expect(text).not.toMatch(/[{}]|undefined|\+336/);
    const others = results
      .filter(({ status }) => status !== result.status)
      .map((other) => verificationText(other, language));
    expect(others).not.toContain(text);
    expect(text === verificationText(result, 'en')).toBe(language === 'en');
  });

  test.each(['started', 'resent'] as const)('%s may mean that the code may arrive', (status) => {
    const result = { status, ...sent, outcome: 'unknown' } as const;
    expect(verificationText(result, language)).toBe(
      endUserText({ code: 'timeout', outcome: 'unknown' }, language),
    );
  });

  test.each(['started', 'resent'] as const)('%s does not tell what is hidden', (status) => {
    const text = verificationText({ status, ...sent, outcome: 'hidden' }, language);
    expect(text).toMatch(/^\p{Lu}.*\.$/u);
    expect(text).not.toBe(verificationText({ status, ...sent, outcome: 'accepted' }, language));
  });

  test.each(['opted_out', 'region_blocked', 'a_newer_code'])('%s has the text of core', (code) => {
    expect(verificationText({ status: 'rejected', code }, language)).toBe(
      endUserText({ code, outcome: 'rejected' }, language),
    );
  });
});

test.each([
  ['en', 1, 'This code is wrong. You have 1 attempt left.'],
  ['en', 2, 'This code is wrong. You have 2 attempts left.'],
  ['fr', 1, 'Ce code est incorrect. Il vous reste 1 essai.'],
  ['fr', 4, 'Ce code est incorrect. Il vous reste 4 essais.'],
  ['pt-BR', 1, 'Este código está incorreto. Resta 1 tentativa.'],
  ['pt', 19, 'Este código está incorreto. Restam 19 tentativas.'],
])('in %s, %i attempts left', (locale, attemptsLeft, text) => {
  expect(verificationText({ status: 'wrong', attemptsLeft }, locale)).toBe(text);
});

test.each([
  ['en', -5, 'in 1 second'],
  ['en', 0.2, 'in 1 second'],
  ['en', 29.1, 'in 30 seconds'],
  ['en', 90, 'in 90 seconds'],
  ['en', 91, 'in 2 minutes'],
  ['en', 90 * 60, 'in 90 minutes'],
  ['en', 90 * 60 + 1, 'in 2 hours'],
  ['en', 36 * 3600, 'in 36 hours'],
  ['en', 36 * 3600 + 1, 'in 2 days'],
  ['en', 7 * 86_400, 'in 7 days'],
  ['fr', 1, 'dans 1 seconde'],
  ['fr', 7200, 'dans 2 heures'],
  ['pt', 1, 'em 1 segundo'],
  ['pt', 86_400, 'em 24 horas'],
])('in %s, %d seconds are %j, never too early', (locale, seconds, when) => {
  const date = inSeconds(seconds);
  const texts = [
    verificationText({ status: 'limited', retryAt: date }, locale),
    verificationText({ status: 'too_early', resendAt: date }, locale),
  ];
  for (const text of texts) expect(text).toContain(` ${when}.`);
});

test.each([
  ['fr-CA', 'Ce code a expiré. Demandez-en un nouveau.'],
  ['de, pt;q=0.8', 'Este código expirou. Peça um novo.'],
  ['de', 'This code has expired. Request a new one.'],
  [null, 'This code has expired. Request a new one.'],
  [undefined, 'This code has expired. Request a new one.'],
])('a reader of %j', (locale, text) => {
  expect(verificationText({ status: 'expired' }, locale)).toBe(text);
});
