import { Agent, type Dispatcher } from 'undici';
import { idleMs, maxBodyBytes, maxConnections } from './limits.ts';
import { isMalformedAnswer } from './malformed-answer.ts';
import type { Http, HttpFailure, HttpLimits, HttpRequest, HttpResponse } from './port.ts';

/** The HTTP port over undici, for high volume: `twilio(config, { http: undiciHttp() })`. */
export function undiciHttp(): Http {
  const dispatcher = new Agent({ keepAliveTimeout: idleMs, connections: maxConnections });
  return (request) => exchange(dispatcher, request);
}

function exchange(
  dispatcher: Dispatcher,
  { method, url, headers, body, timeoutMs, signal }: HttpRequest & HttpLimits,
): Promise<HttpResponse | HttpFailure> {
  return new Promise((resolve) => {
    const target = URL.parse(url);
    if (target === null) return resolve({ failure: 'network', sent: false });

    const chunks: Buffer[] = [];
    let size = 0;
    let sent = false;
    let isSettled = false;
    let status = 0;
    let responseHeaders: HttpResponse['headers'] = {};
    let controller: Dispatcher.DispatchController | undefined;

    const settle = (result: HttpResponse | HttpFailure): void => {
      isSettled = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const giveUp = (failure: HttpFailure['failure']): void => {
      settle({ failure, sent });
      controller?.abort(new Error(failure));
    };
    const onAbort = (): void => giveUp('aborted');
    const timer = setTimeout(giveUp, timeoutMs, 'timeout');
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });

    dispatcher.dispatch(
      {
        method,
        origin: target.origin,
        path: target.pathname + target.search,
        // An answer is taken as it comes, so it must not be compressed.
        headers: { 'accept-encoding': 'identity', ...headers },
        body: body ?? null,
        headersTimeout: 0,
        bodyTimeout: 0,
      },
      {
        // Called when the connection stands and the request is about to be written.
        onRequestStart(started) {
          if (isSettled) return started.abort(new Error('given up'));
          controller = started;
          sent = true;
        },
        onResponseStart(_controller, statusCode, received) {
          status = statusCode;
          responseHeaders = received;
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
          size += chunk.length;
          if (size > maxBodyBytes) giveUp('invalid_response');
        },
        onResponseEnd() {
          settle({
            status,
            headers: responseHeaders,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        },
        onResponseError(_controller, error) {
          settle({ failure: isMalformedAnswer(error) ? 'invalid_response' : 'network', sent });
        },
      },
    );
  });
}
