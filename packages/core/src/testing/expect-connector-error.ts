import assert from 'node:assert/strict';
import { type ConnectorError, isConnectorError } from '../errors/connector-error.ts';

/** The error of what must fail, a promise or a call: `await expectConnectorError(sms.send(message))`. */
export async function expectConnectorError(
  failing: Promise<unknown> | (() => unknown),
): Promise<ConnectorError> {
  try {
    await (typeof failing === 'function' ? failing() : failing);
  } catch (error) {
    assert.ok(
      isConnectorError(error),
      'Nothing but ConnectorError may be thrown; this is another.',
    );
    return error;
  }
  return assert.fail('It was taken for a success; it must fail.');
}
