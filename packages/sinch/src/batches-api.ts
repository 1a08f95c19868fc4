import type {
  ConnectContext,
  Http,
  HttpLimits,
  HttpRequest,
  RejectedAnswer,
} from '@sms-connectors/core';
import type { SinchCredentials } from './config.ts';
import { tokensFor } from './tokens.ts';

/** The batches of a service plan or of a project. */
export interface BatchesApi {
  readonly http: Http;
  /** The request to a path below `…/batches`; a rejected answer if Sinch gives no token for it. */
  readonly request: (
    path: string,
    members: object,
    limits: HttpLimits,
  ) => Promise<HttpRequest | RejectedAnswer>;
  /** Forgets the token of a request if Sinch refused it, so that the next request has another. */
  readonly forgetRefused: (request: HttpRequest, status: number) => void;
}

export function batchesApi(credentials: SinchCredentials, context: ConnectContext): BatchesApi {
  const tokens = tokensFor(credentials, context);
  const { baseUrl, http } = context;
  const url = `${baseUrl}/xms/v1/${credentials.projectId ?? credentials.servicePlanId}/batches`;
  const forgetRefused: BatchesApi['forgetRefused'] = ({ headers }, status) => {
    if (status === 401) tokens.clear(headers['authorization']?.replace('Bearer ', '') ?? '');
  };
  return {
    http: async (request) => {
      const result = await http(request);
      if ('status' in result) forgetRefused(request, result.status);
      return result;
    },
    request: async (path, members, limits) => {
      const access = await tokens.get(limits);
      if ('outcome' in access) return access;
      return {
        method: 'POST',
        url: `${url}${path}`,
        headers: {
          authorization: `Bearer ${access.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(members),
      };
    },
    forgetRefused,
  };
}

/** Such as `01FC66621VHDBN119Z8PMV1QPQ`; never as short as a phone number. */
export function isBatchId(id: unknown): id is string {
  return typeof id === 'string' && /^[0-9A-Za-z]{20,64}$/.test(id);
}
