import { inspect } from 'node:util';
import type * as core from '@sms-connectors/core';
import {
  ConnectorError,
  type ErrorCode,
  errorCodes,
  type FailedOutcome,
  isConnectorError,
} from '@sms-connectors/core';
import { describe, expect, test } from 'vitest';

const codes = Object.keys(errorCodes) as ErrorCode[];
const full = () =>
  new ConnectorError({
    code: 'rate_limited',
    outcome: 'rejected',
    retryAfterMs: 2000,
    provider: {
      id: 'tiny',
      code: '20429',
      httpStatus: 429,
      requestId: 'RQ1',
      docsUrl: 'https://tiny.invalid/errors/20429',
    },
  });

const fullMessage =
  'tiny: Too many messages were sent in too short a time. (the provider’s code 20429)';

describe('a connector error', () => {
  test('is an Error with a stack that begins with its name and message', () => {
    const error = full();
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ConnectorError');
    expect(error.message).toBe(fullMessage);
    expect(error.stack).toMatch(/^\w*Error: /);
    expect(error.stack).toContain(`Error: ${fullMessage}\n`);
  });

  test('says what happened in words of its own, or in those of its code', () => {
    const provider = { id: 'tiny' };
    const facts = { code: 'network', outcome: 'unknown', provider } as const;
    expect(new ConnectorError({ ...facts, detail: 'the line broke.' }).message).toBe(
      'tiny: the line broke.',
    );
    for (const code of codes) {
      expect(new ConnectorError({ ...facts, code }).message).toBe(
        `tiny: ${errorCodes[code].meaning}`,
      );
    }
  });

  test.each(codes)('of %s is retryable as the table says, where nothing was sent', (code) => {
    const retryable = (outcome: FailedOutcome) =>
      new ConnectorError({ code, outcome, provider: { id: 'tiny' } }).retryable;
    expect(retryable('rejected')).toBe(errorCodes[code].retryable);
    expect(retryable('unknown')).toBe(false);
  });

  test('is retryable where waiting may help, and nowhere else', () => {
    expect(codes.filter((code) => errorCodes[code].retryable)).toEqual([
      'rate_limited',
      'timeout',
      'network',
      'provider_unavailable',
    ]);
  });

  test('as JSON holds its message and every fact', () => {
    expect(JSON.parse(JSON.stringify(full()))).toEqual({
      name: 'ConnectorError',
      message: fullMessage,
      code: 'rate_limited',
      outcome: 'rejected',
      retryable: true,
      retryAfterMs: 2000,
      provider: {
        id: 'tiny',
        code: '20429',
        httpStatus: 429,
        requestId: 'RQ1',
        docsUrl: 'https://tiny.invalid/errors/20429',
      },
    });
  });

  test('has no member for what it does not know', () => {
    const error = new ConnectorError({
      code: 'aborted',
      outcome: 'rejected',
      retryAfterMs: undefined,
      issues: undefined,
      provider: { id: 'tiny', code: undefined, requestId: undefined },
    });
    expect(error).not.toHaveProperty('retryAfterMs');
    expect(error).not.toHaveProperty('issues');
    expect(error).not.toHaveProperty('cause');
    expect(Object.keys(error.provider)).toEqual(['id']);
    expect(inspect(error)).not.toContain('undefined');
  });

  test('shows its facts where it is inspected, and its brand nowhere', () => {
    expect(inspect(full())).toContain("code: '20429'");
    expect(inspect(full())).not.toContain('Symbol');
    expect(Object.getOwnPropertySymbols({ ...full() })).toEqual([]);
  });
});

describe('isConnectorError', () => {
  test('knows an error of this copy, and of a second one', async () => {
    const another = '../src/errors/connector-error.ts?another-copy';
    const copy = (await import(another)) as typeof core;
    expect(copy.ConnectorError).not.toBe(ConnectorError);
    const theirs = new copy.ConnectorError({
      code: 'timeout',
      outcome: 'unknown',
      provider: { id: 'tiny' },
    });
    expect(theirs).not.toBeInstanceOf(ConnectorError);
    expect(isConnectorError(theirs)).toBe(true);
    expect(copy.isConnectorError(full())).toBe(true);
    expect(isConnectorError(full())).toBe(true);
  });

  test('knows an error that derives from it', () => {
    class DerivedError extends ConnectorError {}
    const facts = { code: 'unclassified', outcome: 'unknown', provider: { id: 'tiny' } } as const;
    expect(isConnectorError(new DerivedError(facts))).toBe(true);
  });

  test.each([
    undefined,
    null,
    'ConnectorError',
    7,
    Symbol('ConnectorError'),
    () => full(),
    {},
    [],
    new Error('ConnectorError'),
    Object.assign(new Error('x'), { name: 'ConnectorError', code: 'timeout', outcome: 'unknown' }),
    JSON.parse(JSON.stringify(full())) as unknown,
    { ...full() },
    Object.create(null) as unknown,
  ])('knows %s for a stranger', (stranger) => {
    expect(isConnectorError(stranger)).toBe(false);
  });
});
