import { randomUUID } from 'node:crypto';
import type { EmulatorAnswer } from '@sms-connectors/core/testing';

export interface EmulatedError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export function requestId(): string {
  return randomUUID().toUpperCase();
}

/** What the gateway refuses does not reach an API. */
export function gatewayRefusal({ status, code, message }: EmulatedError): EmulatorAnswer {
  const HostId = 'dysmsapi.aliyuncs.com';
  return { status, body: { RequestId: requestId(), HostId, Code: code, Message: message } };
}

/** The APIs answer 200 to what they refuse. */
export function refusal(code: string, message: string): EmulatorAnswer {
  return { status: 200, body: { Code: code, Message: message, RequestId: requestId() } };
}

export function success(members: object): EmulatorAnswer {
  const body = { Code: 'OK', Message: 'OK', RequestId: requestId(), ...members };
  return { status: 200, body };
}
