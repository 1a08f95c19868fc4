import { asJsonObject, parseJsonObject } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';

const others = [null, [], [{ id: 1 }], 'text', 12, true];

describe('asJsonObject', () => {
  test.each([{}, { id: 'm-1' }, { length: 1 }])('returns %j as it is', (value) => {
    expect(asJsonObject(value)).toBe(value);
  });

  test.each([...others, undefined])('returns nothing for %j', (value) => {
    expect(asJsonObject(value)).toBeUndefined();
  });

  test('reads a member of a member, if there is one', () => {
    const answer = parseJsonObject('{"error":{"code":40},"data":["x"]}');
    expect(asJsonObject(answer?.['error'])?.['code']).toBe(40);
    expect(asJsonObject(answer?.['data'])?.['code']).toBeUndefined();
    expect(asJsonObject(answer?.['meta'])?.['code']).toBeUndefined();
  });
});

describe('parseJsonObject', () => {
  test('reads an object', () => {
    expect(parseJsonObject(' {"id":"m-1"} ')).toEqual({ id: 'm-1' });
  });

  test.each(others.map((value) => JSON.stringify(value)))('returns nothing for %s', (body) => {
    expect(parseJsonObject(body)).toBeUndefined();
  });

  test.each(['', '<html>', '{"id":', 'undefined'])('returns nothing for %o', (body) => {
    expect(parseJsonObject(body)).toBeUndefined();
  });
});
