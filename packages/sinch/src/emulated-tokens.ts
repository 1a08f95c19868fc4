import { randomUUID } from 'node:crypto';
import type { EmulatorAnswer, EmulatorRequest } from '@sms-connectors/core/testing';
import type { SinchProject } from './emulator.ts';

export interface EmulatedTokens {
  /** The answer to a request for a token. */
  readonly issue: (request: EmulatorRequest) => EmulatorAnswer;
  /** What a token is that comes with a request. */
  readonly stateOf: (token: string) => 'valid' | 'expired' | 'unknown';
  /** Lets as many tokens be asked for as at the start. */
  readonly reset: () => void;
}

/**
 * Sinch's access tokens. Wrong credentials and too many requests get no body, because Sinch documents none.
 * @see https://developers.sinch.com/docs/identity-access-management/authenticate/oauth2
 */
export function emulatedTokens({ keyId, keySecret }: SinchProject): EmulatedTokens {
  const credentials = `Basic ${btoa(`${keyId}:${keySecret}`)}`;
  const expiries = new Map<string, number>();
  const limit = requestLimit();
  return {
    issue: ({ headers, body }) => {
      if (!limit.take()) return { status: 429, body: '' };
      if (headers.authorization !== credentials) return { status: 401, body: '' };
      if (new URLSearchParams(body).get('grant_type') !== 'client_credentials') {
        return { status: 400, body: '' };
      }
      const token = randomUUID();
      expiries.set(token, performance.now() + lifeSeconds * 1000);
      return {
        status: 200,
        body: { access_token: token, token_type: 'Bearer', expires_in: lifeSeconds, scope: '' },
      };
    },
    stateOf: (token) => {
      const expiry = expiries.get(token);
      if (expiry === undefined) return 'unknown';
      return performance.now() < expiry ? 'valid' : 'expired';
    },
    reset: limit.reset,
  };
}

const lifeSeconds = 3600;

// 30 requests at once, and 10 more each second:
// https://github.com/sinch/sinch-sdk-node/blob/main/packages/sdk-client/src/plugins/oauth2/oauth2-token.request.ts
const capacity = 30;
const refillPerMs = 10 / 1000;

function requestLimit() {
  let left = capacity;
  let at = performance.now();
  return {
    take: () => {
      const now = performance.now();
      left = Math.min(capacity, left + (now - at) * refillPerMs);
      at = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    reset: () => {
      left = capacity;
    },
  };
}
