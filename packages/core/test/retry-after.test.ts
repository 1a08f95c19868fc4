import { retryAfterMs } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';
import { tiny } from './support/tiny-connector.ts';

const now = Date.UTC(2026, 10, 21, 8, 0, 0);
const wait = (value: string | readonly string[] | undefined) =>
  retryAfterMs({ 'retry-after': value }, now);

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['1', 1000],
    ['120', 120_000],
    [' 7 ', 7000],
    ['007', 7000],
    ['86400', 86_400_000],
  ])('in seconds: %j is %i ms', (value, ms) => {
    expect(wait(value)).toBe(ms);
  });

  // RFC 9110 §5.6.7: the form that is sent, and the two that are still read.
  test.each([
    ['Sat, 21 Nov 2026 08:00:30 GMT', 30_000],
    ['Sat, 21 Nov 2026 09:00:00 GMT', 3_600_000],
    ['Saturday, 21-Nov-26 08:00:30 GMT', 30_000],
    ['Sat Nov 21 08:00:30 2026', 30_000],
    ['Sun, 22 Nov 2026 08:00:00 GMT', 86_400_000],
    ['Sat, 21 Nov 2026 08:00:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
  ])('as a date: %j is %i ms', (value, ms) => {
    expect(wait(value)).toBe(ms);
  });

  test.each([
    '',
    ' ',
    'soon',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '١٢',
    '99999999999999999999',
    '5 seconds',
    'soon 5 GMT',
    'GMT',
    'Sat, 99 Nov 2026 08:00:30 GMT',
    'Sat, 21 Nov 2026 25:00:00 GMT',
    'Sat, 21 Nov 2026 08:00:30 +0100',
    '2026-11-21T08:00:30Z',
    'Infinity',
    '86401',
    '123456',
    '999999999',
    'Sun, 22 Nov 2026 08:00:01 GMT',
    'Fri, 31 Dec 9999 23:59:59 GMT',
  ])('of no form, or over a day: %j is ignored', (value) => {
    expect(wait(value)).toBeUndefined();
  });

  test('absent is undefined, and of several the first counts', () => {
    expect(retryAfterMs({}, now)).toBeUndefined();
    expect(wait(undefined)).toBeUndefined();
    expect(wait([])).toBeUndefined();
    expect(wait(['3', '60'])).toBe(3000);
  });

  test('reads the clock by default', () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    const ms = retryAfterMs({ 'retry-after': inAMinute });
    expect(ms).toBeGreaterThan(50_000);
    expect(ms).toBeLessThanOrEqual(60_000);
  });

  test.each([408, 429, 500, 503])('of a %i reaches the error', async (status) => {
    const sms = tiny(
      { templates: [{ usageType: 'Generic', content: 'x' }] },
      { http: async () => ({ status, headers: { 'retry-after': '9' }, body: '' }) },
    );
    const error = await expectConnectorError(
      sms.send({ to: '+33612345678', usageType: 'Generic', payload: {} }),
    );
    expect(error.retryAfterMs).toBe(9000);
    // After the others, the message may have gone out all the same.
    expect(error.retryable).toBe(status === 429);
  });
});
