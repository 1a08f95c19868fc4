import type { RejectedAnswer } from '../connector/connector-definition.ts';
import { withinLimits } from '../send/limits.ts';
import { classifyHttpStatus } from './classify-http-status.ts';
import { defaultTimeoutMs } from './limits.ts';
import type { Http, HttpLimits, HttpRequest, HttpResponse } from './port.ts';

export interface AccessTokensOptions {
  /** The `http` that `connect` receives. */
  readonly http: Http;
  /** The token request, made anew each time. */
  readonly request: () => HttpRequest;
  /** Reads the token from a 2xx answer; `undefined` if it has none. */
  readonly read: (response: HttpResponse) => AccessToken | undefined;
}

export interface AccessToken {
  readonly token: string;
  readonly expiresInSeconds: number;
}

export interface AccessTokens {
  /**
   * A token that is still valid: the cached one, or a new one. Sends that wait at the same time share one token
   * request; each obeys its own limits. A failure is `rejected`: the message was not sent.
   */
  readonly get: (limits: HttpLimits) => Promise<{ readonly token: string } | RejectedAnswer>;
  /** Forgets a token that the provider refused, so that the next send asks for another. */
  readonly clear: (token: string) => void;
}

interface CachedToken {
  readonly token: string;
  readonly refreshAt: number;
}

// A token that expires on its way to the provider is refused there.
const marginMs = 60_000;

/**
 * Access tokens for an API that wants one, such as OAuth 2.0 client credentials (RFC 6749 §4.4): cached, shared between
 * sends, and refreshed before they expire.
 */
export function accessTokens({ http, request, read }: AccessTokensOptions): AccessTokens {
  let cached: CachedToken | undefined;
  let pending: Promise<CachedToken | RejectedAnswer> | undefined;

  const refresh = async (): Promise<CachedToken | RejectedAnswer> => {
    // Not the limits of one send: others wait for the same token.
    const response = await http({ ...request(), timeoutMs: defaultTimeoutMs });
    if ('failure' in response) return { outcome: 'rejected', code: response.failure };
    if (response.status < 200 || response.status >= 300) return refused(response);
    const issued = read(response);
    if (issued === undefined) return { outcome: 'rejected', code: 'invalid_response' };
    const lifeMs = issued.expiresInSeconds * 1000;
    const refreshAt = performance.now() + Math.max(lifeMs - marginMs, lifeMs / 2);
    cached = { token: issued.token, refreshAt };
    return cached;
  };

  return {
    get: async (limits) => {
      if (cached !== undefined && performance.now() < cached.refreshAt) return cached;
      pending ??= refresh().finally(() => {
        pending = undefined;
      });
      const result = await withinLimits(pending, limits);
      return 'ended' in result ? { outcome: 'rejected', code: result.ended } : result;
    },
    clear: (token) => {
      if (cached?.token === token) cached = undefined;
    },
  };
}

// RFC 6749 §5.2 answers wrong credentials with 400 or 401.
function refused(response: HttpResponse): RejectedAnswer {
  if (response.status === 400) return { outcome: 'rejected', code: 'unauthorized' };
  return { ...classifyHttpStatus(response), outcome: 'rejected' };
}
