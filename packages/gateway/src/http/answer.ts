/** An answer in JSON. From 400, its body is a problem. Nothing in it is secret or personal, but `to` of an approved code. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The header that names a request, also in the log and in problems. */
export const requestIdHeader = 'x-request-id';

/** An answer as the client of this request gets it. */
export function respond({ status, body, headers }: Answer, requestId: string): Response {
  const isProblem = status >= 400;
  // `Response.json` would give the server a stream, which is slow.
  return new Response(JSON.stringify(isProblem ? { ...body, requestId } : body), {
    status,
    headers: {
      'content-type': isProblem ? 'application/problem+json' : 'application/json',
      [requestIdHeader]: requestId,
      ...headers,
    },
  });
}
