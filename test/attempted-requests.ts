import { type Http, type HttpRequest, isConnectorError } from '@sms-connectors/core';

type Use = (http: Http) => Promise<unknown> | undefined;

/** The requests that a connector makes with `http`, none of which leaves this machine. */
export async function attemptedRequests(use: Use): Promise<readonly HttpRequest[]> {
  const requests: HttpRequest[] = [];
  const http: Http = async (request) => {
    requests.push(request);
    return { failure: 'network', sent: false };
  };
  try {
    await use(http);
  } catch (error) {
    if (!isConnectorError(error)) throw error;
  }
  return requests;
}

/** The URLs of these requests: without `baseUrl`, those that a connector chooses itself. */
export async function attemptedUrls(use: Use): Promise<readonly string[]> {
  const requests = await attemptedRequests(use);
  return requests.map(({ url }) => url);
}
