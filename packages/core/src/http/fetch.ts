import { runExchange } from './exchange.ts';
import { failedToConnect } from './failed-to-connect.ts';
import { maxBodyBytes } from './limits.ts';
import { isLoopbackProxied } from './loopback-proxy.ts';
import type { Http, HttpFailure, HttpRequest, HttpResponse } from './port.ts';
import { requestBody } from './request-body.ts';

export interface FetchHttpOptions {
  /**
   * A `fetch` of yours in place of the platform's, for example undici's with a dispatcher. It must send each request
   * once.
   */
  readonly fetch?: Fetch | undefined;
}

/** What is needed of `fetch`; the platform's and undici's both fit. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchedResponse>;

export interface FetchInit {
  readonly method: HttpRequest['method'];
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
}

export interface FetchedResponse {
  readonly status: number;
  readonly headers: Iterable<[string, string]>;
  readonly body: {
    readonly getReader: () => {
      readonly read: () => Promise<{ readonly done: boolean; readonly value?: unknown }>;
      readonly cancel: () => Promise<unknown>;
    };
  } | null;
}

/**
 * The HTTP port over `fetch`, for edge runtimes, Bun, Deno and browsers. The platform keeps the connections and does
 * not say when one stands: `connectTimeoutMs` has no effect, and there is nothing to close.
 */
export function fetchHttp({ fetch: given }: FetchHttpOptions = {}): Http {
  return (request) => {
    const { method, url, headers, body } = request;
    if (given === undefined && isLoopbackProxied(url)) return Promise.resolve(loopbackProxied);
    return runExchange(request, (exchange) => {
      const controller = new AbortController();
      const { signal } = controller;
      // What the platform refuses to send, it refuses here.
      void new Request(url, { method, headers });
      const init = { method, headers: { ...headers }, redirect: 'manual', signal } as const;
      exchange.markSent();
      const response =
        given === undefined
          ? fetch(url, { ...init, ...requestBody(body, init.headers) })
          : given(url, { ...init, ...(body !== undefined && { body }) });
      response.then(readResponse).then(
        (result) =>
          result === undefined ? exchange.giveUp('invalid_response') : exchange.succeed(result),
        (error: unknown) => exchange.fail(error, !failedToConnect(error)),
      );
      return () => controller.abort();
    });
  };
}

const loopbackProxied = {
  failure: 'network',
  sent: false,
  reason: 'ERR_PROXY_LOOPBACK',
} as const satisfies HttpFailure;

/** The answer, or `undefined` if it is larger than any should be, or switches protocols. */
async function readResponse(response: FetchedResponse): Promise<HttpResponse | undefined> {
  const { status, headers, body } = response;
  if (status === 101) return undefined;
  const text = await readText(body);
  return text === undefined
    ? undefined
    : { status, headers: Object.fromEntries(headers), body: text };
}

/** The body as UTF-8. */
async function readText(body: FetchedResponse['body']): Promise<string | undefined> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    const bytes = value as Uint8Array;
    size += bytes.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(bytes, { stream: true });
  }
}
