import { classifyHttpStatus, parseJsonObject } from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';

describe('an HTTP status by itself means', () => {
  test.each([
    [400, 'rejected', 'unclassified'],
    [401, 'rejected', 'unauthorized'],
    [402, 'rejected', 'insufficient_balance'],
    [403, 'rejected', 'unauthorized'],
    [404, 'rejected', 'unclassified'],
    [408, 'unknown', 'timeout'],
    [429, 'rejected', 'rate_limited'],
    [499, 'rejected', 'unclassified'],
    [500, 'unknown', 'provider_unavailable'],
    [503, 'unknown', 'provider_unavailable'],
    [200, 'unknown', 'invalid_response'],
    [204, 'unknown', 'invalid_response'],
    [302, 'unknown', 'invalid_response'],
  ])('%i: %s, %s', (status, outcome, code) => {
    expect(classifyHttpStatus({ status, headers: {}, body: '' })).toMatchObject({ outcome, code });
  });

  test('never that a message was taken', () => {
    for (let status = 100; status < 600; status += 1) {
      const { outcome } = classifyHttpStatus({ status, headers: {}, body: '{"id":"M1"}' });
      expect(['rejected', 'unknown']).toContain(outcome);
    }
  });
});

describe('a body as a JSON object', () => {
  test('is the object', () => {
    expect(parseJsonObject('{"id":"M1","n":1}')).toEqual({ id: 'M1', n: 1 });
  });

  test.each(['', ' ', '{"id":', '<html></html>', 'null', '[]', '"M1"', '1', 'undefined', '\uFFFD'])(
    'is nothing in %j',
    (body) => {
      expect(parseJsonObject(body)).toBeUndefined();
    },
  );
});
