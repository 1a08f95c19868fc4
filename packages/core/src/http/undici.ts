import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import { closable } from './closable.ts';
import { type Exchange, runExchange } from './exchange.ts';
import { idleMs, maxConnections } from './limits.ts';
import { isLoopback } from './loopback.ts';
import type { Http, HttpRequest, HttpResponse } from './port.ts';
import { proxyEnvironment } from './proxy-environment.ts';
import { responseBody } from './response-body.ts';
import { yieldAfterIdle } from './yield-after-idle.ts';

export interface UndiciHttpOptions {
  /**
   * A dispatcher of yours in place of ours, for example a `ProxyAgent` or an `Agent` with certificates of its own;
   * the environment's proxy and the number of connections are then its affair. You close it.
   */
  readonly dispatcher?: Dispatcher | undefined;
}

/** The HTTP port over undici, for high volume: `twilio(config, { http: undiciHttp() })`. */
export function undiciHttp({ dispatcher }: UndiciHttpOptions = {}): Http {
  const { forUrl, close } =
    dispatcher === undefined
      ? ownDispatchers()
      : { forUrl: () => dispatcher, close: () => undefined };
  const http = yieldAfterIdle((request) =>
    runExchange(request, (exchange) => dispatch(forUrl(request.url), request, exchange)),
  );
  return closable(http, close);
}

interface Dispatchers {
  readonly forUrl: (url: string) => Dispatcher;
  readonly close: () => unknown;
}

/** Connections through the environment's proxy if there is one, and past it. */
function ownDispatchers(): Dispatchers {
  const settings = { keepAliveTimeout: idleMs, connections: maxConnections, allowH2: false };
  const direct = new Agent(settings);
  const environment = proxyEnvironment();
  const proxied =
    environment === undefined
      ? direct
      : new EnvHttpProxyAgent({
          ...settings,
          httpProxy: environment['http_proxy'] ?? environment['HTTP_PROXY'] ?? '',
          httpsProxy: environment['https_proxy'] ?? environment['HTTPS_PROXY'] ?? '',
          noProxy: environment['no_proxy'] ?? environment['NO_PROXY'] ?? '',
        });
  return {
    // What is on this machine never goes through a proxy.
    forUrl: (url) => (proxied === direct || isLoopback(url) ? direct : proxied),
    close: () => Promise.all([direct.destroy(), proxied.destroy()]),
  };
}

/** Starts a request of undici's, and returns what cancels it. */
function dispatch(
  dispatcher: Dispatcher,
  { method, url, headers, body }: HttpRequest,
  exchange: Exchange,
): () => void {
  const { origin, pathname, search } = new URL(url);
  const received = responseBody();
  let status = 0;
  let responseHeaders: HttpResponse['headers'] = {};
  let controller: Dispatcher.DispatchController | undefined;

  const options = {
    method,
    origin,
    path: pathname + search,
    // An answer is taken as it comes, so it must not be compressed.
    headers: { 'accept-encoding': 'identity', ...headers },
    body: body ?? null,
    headersTimeout: 0,
    bodyTimeout: 0,
    // Over HTTP/2, undici itself sends again what a server has refused.
    allowH2: false,
  };
  dispatcher.dispatch(options, {
    // Called when the connection stands and the request is about to be written.
    onRequestStart(started) {
      if (exchange.isSettled()) return started.abort(new Error('given up'));
      controller = started;
      exchange.markSent();
    },
    onRequestUpgrade() {
      exchange.giveUp('invalid_response');
    },
    onResponseStart(_controller, statusCode, fields) {
      status = statusCode;
      responseHeaders = fields;
    },
    onResponseData(_controller, chunk) {
      if (!received.add(chunk)) exchange.giveUp('invalid_response');
    },
    onResponseEnd() {
      exchange.succeed({ status, headers: responseHeaders, body: received.text() });
    },
    onResponseError(_controller, error) {
      exchange.fail(error);
    },
  });
  return () => controller?.abort(new Error('given up'));
}
