import assert from 'node:assert/strict';
import { type ConnectorError, isConnectorError } from '../errors/connector-error.ts';

/** Returns the error of a promise or a call that must fail: `await expectConnectorError(sms.send(message))`. */
export async function expectConnectorError(
  failing: Promise<unknown> | (() => unknown),
): Promise<ConnectorError> {
  try {
    await (typeof failing === 'function' ? failing() : failing);
  } catch (error) {
    // The other error is not shown: it may contain anything.
    assert.ok(isConnectorError(error), 'Expected a ConnectorError; another error was thrown.');
    return error;
  }
  return assert.fail('Expected a ConnectorError; the call succeeded.');
}
