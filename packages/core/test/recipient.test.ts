import {
  checkedRecipientParser,
  isE164,
  maskRecipient,
  type Message,
  type ParseRecipient,
  parseRecipient,
} from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../test/property-runs.ts';
import { takingHttp, tiny } from './support/tiny-connector.ts';

/** A French mobile number, whose country code no zero follows. */
const number = fc.stringMatching(/^\+33[67][0-9]{8}$/);
const separator = fc.constantFrom(
  '',
  ' ',
  '-',
  '.',
  '/',
  '(',
  ')',
  '[',
  ']',
  '\u00A0',
  '\u202F',
  '–',
  '\u2011',
  '\u200E',
  '　',
);
const plus = fc.constantFrom('+', '＋', '00', 'tel:+', ' TEL:+', '(+');
const zeroOfScript = fc.constantFrom('0', '０', '٠', '۰');

/** A number as people write it: with separators anywhere, in one of the scripts. */
const written = fc
  .tuple(number, plus, zeroOfScript, fc.array(separator, { minLength: 12, maxLength: 12 }))
  .map(([e164, sign, zero, separators]) => {
    const digits = e164
      .slice(1)
      .replaceAll(
        /\d/g,
        (digit, index) =>
          `${separators[index]}${String.fromCodePoint((zero.codePointAt(0) ?? 0) + Number(digit))}`,
      );
    return { e164, input: `${sign}${digits}${separators[11]}` };
  })
  // Which says something else.
  .filter(({ input }) => !/[([][^\d)\]]*[0０٠۰][^\d]*[)\]]/.test(input));

describe('a number with its country code is read', () => {
  test.each([
    ['+33612345678', '+33612345678'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['+1 (415) 555-2671', '+14155552671'],
    ['+1.415.555.2671', '+14155552671'],
    [' +44 20\u00A07946\u202F0958\n', '+442079460958'],
    ['+49–30–901820', '+4930901820'],
    ['+49 30/901820', '+4930901820'],
    ['[+49] (30) 901820', '+4930901820'],
    ['\u202A+33612345678\u202C', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['00 33 6 12 34 56 78', '+33612345678'],
    ['(0033) 6 12 34 56 78', '+33612345678'],
    ['tel:+33-6-12-34-56-78', '+33612345678'],
    ['TEL:+33612345678', '+33612345678'],
    ['＋３３　６１２３４５６７８', '+33612345678'],
    ['+٣٣٦١٢٣٤٥٦٧٨', '+33612345678'],
    ['۰۰۳۳۶۱۲۳۴۵۶۷۸', '+33612345678'],
    ['+1234567', '+1234567'],
    ['+123456789012345', '+123456789012345'],
  ])('%j as %s', (input, e164) => {
    expect(parseRecipient(input)).toEqual({ e164 });
  });

  test('however it is written', () => {
    fc.assert(
      fc.property(written, ({ e164, input }) => {
        expect(parseRecipient(input)).toEqual({ e164 });
        expect(parseRecipient(e164)).toEqual({ e164 });
      }),
      runs(400),
    );
  });

  test('before it is sent', async () => {
    const { http, requests } = takingHttp();
    const sms = tiny({ templates: [{ usageType: 'Generic', content: 'x' }] }, { http });
    await sms.send({ to: '+33 (6) 12-34-56-78', usageType: 'Generic', payload: {} });
    expect(requests.map(({ body }) => body)).toEqual([expect.stringContaining('"+33612345678"')]);
  });
});

describe('a zero that is dialled only within the country', () => {
  test.each([
    ['+44 07700 900123', '+447700900123'],
    ['+4407700900123', '+447700900123'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['0033 (0)6 12 34 56 78', '+33612345678'],
    ['+49 ( 0151 ) 23456789', '+4915123456789'],
    ['+44 [0] 20 7946 0958', '+442079460958'],
    ['+81 090-1234-5678', '+819012345678'],
    ['+82 010 2000 0000', '+821020000000'],
    ['+55 (0) 11 96123-4567', '+5511961234567'],
  ])('is removed from %j', (input, e164) => {
    expect(parseRecipient(input)).toEqual({ e164 });
  });

  test.each([
    ['Italy', '+39 02 1234 5678', '+390212345678'],
    ['the Vatican', '+39 06 698 12345', '+390669812345'],
    ['San Marino', '+378 0549 886377', '+3780549886377'],
    ['the Ivory Coast', '+225 01 23 45 67 89', '+2250123456789'],
    ['Congo', '+242 06 123 4567', '+242061234567'],
    ['Gabon', '+241 06 03 12 34', '+24106031234'],
    ['Benin', '+229 01 95 12 34 56', '+2290195123456'],
  ])('is not removed from numbers of %s, which begin with it', (_, input, e164) => {
    expect(parseRecipient(input)).toEqual({ e164 });
    expect(isE164(e164)).toBe(true);
  });

  test.each([
    // No zero is dialled in Spain.
    '+34 0612 345 678',
    '+34 (0)612 345 678',
    // The digits that follow may be a carrier's, or change when dialled from abroad.
    '+57 0 321 123 4567',
    '+54 011 15-2345-6789',
    '+55 0 15 11 96123-4567',
    // In Italy it belongs to landlines alone.
    '+39 (0)2 1234 5678',
    '+39 (0)312 345 6789',
    '+44 20 (0) 7946 0958',
    '+44 0 20 (0) 7946 095',
    '+44 (0)(0)20 7946 0958',
    '+44 0020 7946 0958',
  ])('is reported if it is not certain: %j', (input) => {
    expect(parseRecipient(input)).toEqual({
      problem: 'has a zero that may not belong to it; write it as it is dialled from abroad',
    });
  });
});

const noCode = expect.stringMatching(/^has no country code; start it with \+ .* default country/);
const foreign = expect.stringContaining('characters that no phone number has');
const several = expect.stringContaining('an extension or a second number');

const refused = [
  ['', expect.stringContaining('is empty')],
  [' - ', expect.stringContaining('is empty')],
  ['+', foreign],
  ['(415) 555-0100', noCode],
  ['4155550100', noCode],
  ['33612345678', noCode],
  ['33 6 12 34 56 78', noCode],
  ['1.415.555.2671', noCode],
  ['0612345678', noCode],
  ['44(0) 20 7946 0958', noCode],
  ['tel:0612345678', noCode],
  ['123456', noCode],
  ['+0612345678', expect.stringContaining('a zero in place of its country code')],
  ['+0033612345678', expect.stringContaining('a zero in place of its country code')],
  ['000612345678', expect.stringContaining('a zero in place of its country code')],
  ['+123456', expect.stringContaining('too few digits')],
  ['+1234567890123456', expect.stringContaining('too many digits')],
  ['++33612345678', foreign],
  ['33+612345678', foreign],
  ['+33 6 12 34 56 78 ext. 9', several],
  ['+33612345678;ext=9', several],
  ['tel:+33-6-12-34-56-78;ext=9', several],
  ['+33612345678x12', several],
  ['+33612345678p12', several],
  ['+33612345678#12', several],
  ['+33612345678,9', several],
  ['+33612345678,+33612345679', several],
  ['sms:+33612345678', foreign],
  ['whatsapp:+33612345678', foreign],
  ['ada@example.com', foreign],
  ['+१२३४५६७८९०', foreign],
  ['+33612345678\u0000', foreign],
  [`+33612345678${' '.repeat(100)}`, expect.stringContaining('too long')],
  [undefined, expect.stringContaining('is not a text')],
  [null, expect.stringContaining('is not a text')],
  [33_612_345_678, expect.stringContaining('is not a text')],
  [['+33612345678'], expect.stringContaining('is not a text')],
  [{ toString: () => '+33612345678' }, expect.stringContaining('is not a text')],
] as const;

describe('what cannot be read with certainty is refused', () => {
  test.each(refused)('%j', async (input, problem) => {
    expect(parseRecipient(input)).toEqual({ problem });
    const { http, requests } = takingHttp();
    const sms = tiny({ templates: [{ usageType: 'Generic', content: 'x' }] }, { http });
    const message = { to: input, usageType: 'Generic', payload: {} } as unknown as Message;
    const error = await expectConnectorError(sms.send(message));
    expect(error).toMatchObject({ code: 'invalid_recipient', outcome: 'rejected' });
    expect(requests).toEqual([]);
  });

  test('whatever the text: the result is E.164 and reads as itself, or a problem without digits', () => {
    const texts = fc.oneof(
      fc.anything(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'+0123456789 -().x٣９＋') }),
      fc
        .string({ unit: fc.constantFrom(...'0123456789'), minLength: 5 })
        .map((digits) => `+${digits}`),
    );
    fc.assert(
      fc.property(texts, (input) => {
        const result = parseRecipient(input);
        const problem = 'problem' in result ? result.problem : 'is fine';
        expect(problem).toMatch(/^(is|has) \D+$/);
        const e164 = 'e164' in result ? result.e164 : '+1234567';
        expect(e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(isE164(e164)).toBe(true);
        expect(parseRecipient(e164)).toEqual({ e164 });
      }),
      runs(2000),
    );
  });

  test('in no time, however long it is', () => {
    const started = performance.now();
    for (const part of ['+', '0', ' ', '(0', 'x1', '٣', '\u200E']) {
      expect(parseRecipient(part.repeat(300_000))).toHaveProperty('problem');
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('isE164', () => {
  test.each([
    ['+33612345678', true],
    ['+390212345678', true],
    ['33612345678', false],
    ['0033612345678', false],
    ['+33 612345678', false],
    ['+330612345678', false],
    ['+0612345678', false],
    ['+33612345678\n', false],
    ['', false],
    [33_612_345_678, false],
    [null, false],
  ])('%j: %j', (value, is) => {
    expect(isE164(value)).toBe(is);
  });
});

function lengthOf({ length }: string): string {
  return length === 1 ? '1 character' : `${length} characters`;
}

describe('a masked number', () => {
  test.each([
    ['+33612345678', '+336••••••78'],
    ['0033 6 12 34 56 78', '+336••••••78'],
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
    expect(masked).toBe(typeof input === 'string' ? lengthOf(input) : 'a value that is no text');
  });

  test('shows nothing of any text that is no number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        fc.pre('problem' in parseRecipient(input));
        expect(maskRecipient(input)).toBe(lengthOf(input));
      }),
    );
  });

  test('is what an error shows of the input', async () => {
    const sms = tiny({ templates: [{ usageType: 'Generic', content: 'x' }] });
    const error = await expectConnectorError(
      sms.send({ to: '06 12 34 56 78', usageType: 'Generic', payload: {} }),
    );
    expect(error.message).toBe(
      'tiny: to (14 characters) has no country code; start it with + and the country code, or set a default country (option parseRecipient).',
    );
  });
});

test.each([
  [() => ({ e164: '+33612345678' }), { e164: '+33612345678' }],
  [() => ({ e164: '0612345678' }), { problem: 'is not in E.164' }],
  [() => ({ problem: 'is not ours' }), { problem: 'is not ours' }],
  [() => null, { problem: 'could not be read' }],
  [
    (input: unknown) => {
      throw new Error(`What is ${String(input)}?`);
    },
    { problem: 'could not be read' },
  ],
])('a parser of the application is checked: %s', (parse, expected) => {
  expect(checkedRecipientParser(parse as ParseRecipient)('06 12 34 56 78')).toEqual(expected);
});
