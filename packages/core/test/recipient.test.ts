import { maskRecipient, type Message, normaliseRecipient } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takingHttp, tiny } from './support/tiny-connector.ts';

const number = fc.stringMatching(/^\+[1-9][0-9]{6,14}$/);
const separator = fc.constantFrom('', ' ', '-', '.', '(', ')', '\u00A0', '\u202F', '–', '\u2011');

/** A number as people write it: with separators anywhere after its sign, and perhaps without the sign. */
const written = fc
  .tuple(number, fc.array(separator, { minLength: 16, maxLength: 16 }), fc.boolean())
  .map(([e164, separators, signed]) => {
    const digits = e164
      .slice(1)
      .replaceAll(/\d/g, (digit, index) => `${separators[index]}${digit}`);
    return { e164, input: `${signed ? '+' : ''}${digits}${separators[15]}` };
  })
  // Which says something else.
  .filter(({ input }) => !/\([^\d)]*0/.test(input));

describe('a number is normalised', () => {
  test.each([
    ['+33612345678', '+33612345678'],
    ['33612345678', '+33612345678'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['+1 (415) 555-2671', '+14155552671'],
    ['1.415.555.2671', '+14155552671'],
    [' +44 20\u00A07946\u202F0958\n', '+442079460958'],
    ['+49–30–901820', '+4930901820'],
    ['\u202A+33612345678\u202C', '+33612345678'],
    ['+1234567', '+1234567'],
    ['+123456789012345', '+123456789012345'],
  ])('%j to %s', (input, e164) => {
    expect(normaliseRecipient(input)).toBe(e164);
  });

  test('however it is written', () => {
    fc.assert(
      fc.property(written, ({ e164, input }) => {
        expect(normaliseRecipient(input)).toBe(e164);
        expect(normaliseRecipient(e164)).toBe(e164);
      }),
    );
  });

  test('before it is sent', async () => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates: [{ usageType: 'Generic', content: 'x' }] }, { http });
    await sms.send({ to: '33 (6) 12-34-56-78', usageType: 'Generic', payload: {} });
    expect(requests.map(({ body }) => body)).toEqual([expect.stringContaining('"+33612345678"')]);
  });
});

const refused = [
  '',
  '+',
  '+0612345678',
  '0612345678',
  '0033612345678',
  '+123456',
  '123456',
  // A zero in brackets is dialled within the country alone.
  '+44 (0)20 7946 0958',
  '44(0) 20 7946 0958',
  '+49 ( 0151 ) 23456789',
  '+1234567890123456',
  '++33612345678',
  '33+612345678',
  '+33 6 12 34 56 78 ext. 9',
  '+33612345678,+33612345679',
  'sms:+33612345678',
  'whatsapp:+33612345678',
  'ada@example.com',
  '+３３６１２３４５６７８',
  '+٣٣٦١٢٣٤٥٦٧٨',
  '+33612345678\u0000',
  undefined,
  null,
  33612345678,
  ['+33612345678'],
  { toString: () => '+33612345678' },
] as const;

describe('what is no number is refused', () => {
  test.each(refused)('%j', async (input) => {
    expect(normaliseRecipient(input)).toBeUndefined();
    const { http, requests } = takingHttp();
    const sms = tiny({ templates: [{ usageType: 'Generic', content: 'x' }] }, { http });
    const message = { to: input, usageType: 'Generic', payload: {} } as unknown as Message;
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'invalid_recipient', outcome: 'rejected' });
    expect(requests).toEqual([]);
  });

  test('whatever the text: the result is E.164 with the digits of the input, or nothing', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'+0123456789 -().x') }),
    );
    fc.assert(
      fc.property(texts, (input) => {
        const result = normaliseRecipient(input);
        const digits = input.replaceAll(/\D/g, '');
        expect([undefined, `+${digits}`]).toContain(result);
        expect(result ?? '+1234567').toMatch(/^\+[1-9]\d{6,14}$/);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a masked number', () => {
  test.each([
    ['+33612345678', '+336••••••78'],
    ['33 6 12 34 56 78', '+336••••••78'],
    ['+14155552671', '+141••••••71'],
    ['+1234567', '+123••67'],
  ])('%s is %s', (input, masked) => {
    expect(maskRecipient(input)).toBe(masked);
  });

  test('shows the three digits that may be its country code and the last two, and hides the rest', () => {
    fc.assert(
      fc.property(written, ({ e164, input }) => {
        const hidden = e164.length - 6;
        expect(hidden).toBeGreaterThan(1);
        expect(maskRecipient(input)).toBe(
          `${e164.slice(0, 4)}${'•'.repeat(hidden)}${e164.slice(-2)}`,
        );
      }),
    );
  });

  test.each(refused)('shows nothing of %j, which is none', (input) => {
    const masked = maskRecipient(input);
    expect(masked).toBe(
      typeof input === 'string' ? `${input.length} characters` : 'a value that is no text',
    );
  });

  test('shows nothing of any text that is no number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        fc.pre(normaliseRecipient(input) === undefined);
        expect(maskRecipient(input)).toBe(`${input.length} characters`);
      }),
    );
  });

  test('is what an error shows of the input', async () => {
    const sms = tiny({ templates: [{ usageType: 'Generic', content: 'x' }] });
    const error = await expectConnectorError(
      sms.send({ to: '06 12 34 56 78', usageType: 'Generic', payload: {} }),
    );
    expect(error.message).toBe(
      'tiny: to (14 characters) is not a phone number in E.164, like +33612345678.',
    );
  });
});
