/** A body in the form in which the platform's `fetch` sends it once, and the headers that go with it. */
export interface RequestBody {
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
  readonly duplex?: 'half';
}

/**
 * A text is sent again by two runtimes on their own: by Deno if a kept connection dies after the request was read,
 * and by Node after the answer 421 (the Fetch Standard has it so). Deno repeats no Blob, and Node no stream.
 * @see https://fetch.spec.whatwg.org/#http-network-or-cache-fetch
 */
export function requestBody(
  text: string | undefined,
  headers: Readonly<Record<string, string>>,
): RequestBody {
  if (text === undefined) return {};
  const runtime = globalThis.navigator?.userAgent ?? '';
  if (runtime.startsWith('Deno/')) return { body: new Blob([text]) };
  if (!runtime.startsWith('Node.js/')) return { body: text };
  const bytes = new TextEncoder().encode(text);
  return {
    body: streamOf(bytes),
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
    duplex: 'half',
  };
}

function streamOf(bytes: Uint8Array): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}
