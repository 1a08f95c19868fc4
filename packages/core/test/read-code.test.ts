import { readCode } from '@sms-connectors/core';
import { expect, test } from 'vitest';

const inScript = (zero: number): string =>
  [...'0123456789'].map((digit) => String.fromCodePoint(zero + Number(digit))).join('');

test.each([
  ['0123456789', '0123456789'],
  [' 012 345\n6789 ', '0123456789'],
  ['012-345\u20116789', '0123456789'],
  [inScript(0x660), '0123456789'],
  [inScript(0x966), '0123456789'],
  [inScript(0xff10), '0123456789'],
  [inScript(0x1d7ce), '0123456789'],
  [inScript(0x1d7d8), '0123456789'],
  [inScript(0x1d7f6), '0123456789'],
  ['A1b-2C', 'A1b2C'],
  [123_456, '123456'],
])('%j is read as %s', (entered, wanted) => {
  expect(readCode(entered)).toBe(wanted);
});

const getter = {
  get toString(): never {
    throw new Error('of a getter');
  },
};

test.each([
  [undefined],
  [null],
  [{}],
  [{ toString: 1 }],
  [getter],
  [[]],
  [true],
  ['1'.repeat(101)],
])('what nobody enters is no code: %#', (entered) => {
  expect(readCode(entered)).toBe('');
});
