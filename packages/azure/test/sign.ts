import { createCommunicationAuthPolicy } from '@azure/communication-common';
import type { HttpRequest } from '@sms-connectors/core';

type SendRequest = ReturnType<typeof createCommunicationAuthPolicy>['sendRequest'];

/** The headers, by lower-case name, with which Azure's own SDK signs a request. */
export async function sign(
  request: Pick<HttpRequest, 'method' | 'url' | 'body'>,
  key: string,
): Promise<Readonly<Record<string, string>>> {
  const headers = new Map<string, string>();
  await createCommunicationAuthPolicy({ key }).sendRequest(
    { ...request, headers } as unknown as Parameters<SendRequest>[0],
    async () => ({}) as Awaited<ReturnType<SendRequest>>,
  );
  return Object.fromEntries([...headers].map(([name, value]) => [name.toLowerCase(), value]));
}
