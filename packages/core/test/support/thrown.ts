import { type ConnectorError, isConnectorError } from '@sms-connectors/core';
import { expect } from 'vitest';

/** The error that a call throws, or a failed test. */
export function thrown(call: () => unknown): ConnectorError {
  try {
    call();
  } catch (error) {
    return connectorError(error);
  }
  return connectorError(undefined);
}

function connectorError(error: unknown): ConnectorError {
  expect(error).toSatisfy(isConnectorError);
  return error as ConnectorError;
}
