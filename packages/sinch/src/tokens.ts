import {
  accessTokens,
  type AccessTokens,
  type ConnectContext,
  type HttpResponse,
  parseJsonObject,
} from '@sms-connectors/core';
import type { SinchCredentials } from './config.ts';

/** The tokens of requests: always the API token of the service plan, or access tokens of the project. */
export function tokensFor(credentials: SinchCredentials, context: ConnectContext): AccessTokens {
  const { projectId, apiToken = '' } = credentials;
  return projectId === undefined
    ? { get: async () => ({ token: apiToken }), clear: () => undefined }
    : projectTokens(credentials, context);
}

/** @see https://developers.sinch.com/docs/identity-access-management/authenticate/oauth2 */
function projectTokens(
  { keyId = '', keySecret = '' }: SinchCredentials,
  { baseUrl, http }: ConnectContext,
): AccessTokens {
  // Tokens have their own host; an emulator or a proxy answers for both.
  const authUrl = baseUrl.replace(/^https:\/\/zt\..*\.sinch\.com$/, 'https://auth.sinch.com');
  return accessTokens({
    http,
    request: () => ({
      method: 'POST',
      url: `${authUrl}/oauth2/token`,
      headers: {
        authorization: `Basic ${btoa(`${keyId}:${keySecret}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    }),
    read: readToken,
  });
}

function readToken({ body }: HttpResponse) {
  const { access_token: token, expires_in: expiresInSeconds } = parseJsonObject(body) ?? {};
  return isToken(token) && typeof expiresInSeconds === 'number'
    ? { token, expiresInSeconds }
    : undefined;
}

// What fits into a header.
function isToken(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token);
}
