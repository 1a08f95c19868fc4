import { maxBodyBytes } from './limits.ts';
import type { Http, HttpFailure } from './port.ts';

/** The HTTP port over the platform's `fetch`, for edge runtimes, Bun, Deno and browsers. */
export function fetchHttp(): Http {
  return async ({ method, url, headers, body, timeoutMs, signal }) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body }),
        redirect: 'manual',
        signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
      });
      const text = await readText(response);
      if (text === undefined) return { failure: 'invalid_response', sent: true };
      return { status: response.status, headers: Object.fromEntries(response.headers), body: text };
    } catch (error) {
      if (signal?.aborted === true) return { failure: 'aborted', sent: true };
      if (deadline.aborted) return { failure: 'timeout', sent: true };
      return networkFailure(error);
    }
  };
}

/** The body as UTF-8, or `undefined` where it is larger than any answer should be. */
async function readText(response: Response): Promise<string | undefined> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size > maxBodyBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

// The codes of connections that never stood, as Node, Bun and Deno spell them. Where a runtime says
// nothing, the request may have left.
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|DNSLookupFailed)$/;

function networkFailure(error: unknown): HttpFailure {
  const codes = [error, (error as { cause?: unknown } | null)?.cause].map(
    (layer) => (layer as { code?: unknown } | null | undefined)?.code,
  );
  const sent = !codes.some((code) => typeof code === 'string' && neverConnected.test(code));
  return { failure: 'network', sent };
}
