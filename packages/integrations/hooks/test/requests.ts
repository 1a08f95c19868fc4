/** A request as a platform sends it; a body that is an object is sent as JSON, and parameters as a form. */
export function posted(
  url: string,
  body: object | string,
  headers: Readonly<Record<string, string>> = {},
): Request {
  const isForm = body instanceof URLSearchParams;
  return new Request(url, {
    method: 'POST',
    body: typeof body === 'string' || isForm ? body : JSON.stringify(body),
    headers: { ...(!isForm && { 'content-type': 'application/json' }), ...headers },
  });
}

export const basic = (user: string, password: string): Readonly<Record<string, string>> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

export const secret = 'a secret of the tests';

/** Requests with a body and the wrong credentials, for `describeHook`. */
export function withWrongCredentials(url: string, body: object): Readonly<Record<string, Request>> {
  return {
    'without credentials': posted(url, body),
    'with another password': posted(url, body, basic('hooks', 'another secret of them')),
    'with another token': posted(url, body, { authorization: 'Bearer another secret of them' }),
    'with a longer token': posted(url, body, { authorization: `Bearer ${secret}s` }),
  };
}

/** A yes for platforms that read the status. */
export const is2xx = ({ status }: { readonly status: number }): boolean =>
  status >= 200 && status < 300;
