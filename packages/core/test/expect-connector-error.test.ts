import { ConnectorError } from '@sms-connectors/core';
import { expectConnectorError } from '@sms-connectors/core/testing';
import { describe, expect, test } from 'vitest';

const error = new ConnectorError({ code: 'timeout', outcome: 'unknown', provider: { id: 'tiny' } });
const throwing = (thrown: unknown) => () => {
  throw thrown;
};

describe('expectConnectorError', () => {
  test('returns the error of a promise and of a call', async () => {
    expect(await expectConnectorError(Promise.reject(error))).toBe(error);
    expect(await expectConnectorError(throwing(error))).toBe(error);
  });

  test('fails if nothing is thrown', async () => {
    await expect(expectConnectorError(Promise.resolve({ status: 'queued' }))).rejects.toThrow(
      'the call succeeded',
    );
    await expect(expectConnectorError(() => undefined)).rejects.toThrow('the call succeeded');
  });

  test('fails if another error is thrown, and does not show it', async () => {
    const other = new Error('the code is 314159');
    await expect(expectConnectorError(throwing(other))).rejects.toThrow(
      /^(?!.*314159).*another error was thrown/s,
    );
  });
});
