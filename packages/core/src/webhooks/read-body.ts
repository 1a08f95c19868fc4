import { maxReportBytes } from './max-report-bytes.ts';

/** The body of a request as a text, or why there is none. */
export type ReadBody =
  | { readonly body: string }
  | { readonly tooLarge: true }
  /** Something read it before. */
  | { readonly alreadyRead: true }
  /** The connection ended in the middle of it. */
  | { readonly broken: true };

/** Reads the body of a webhook request, of at most 256 KiB. */
export async function readBody(request: Request): Promise<ReadBody> {
  if (request.bodyUsed || request.body?.locked === true) return { alreadyRead: true };
  const { headers, method } = request;
  const length = Number(headers.get('content-length') ?? 0);
  if (length > maxReportBytes) return { tooLarge: true };
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > maxReportBytes) return { tooLarge: true };
      text += decoder.decode(chunk, { stream: true });
    }
  } catch {
    return { broken: true };
  }
  // A `Request` with the method GET never has a body, whatever its headers say.
  const hasBody = length > 0 || headers.has('transfer-encoding');
  if (size === 0 && hasBody && method !== 'GET') return { alreadyRead: true };
  return { body: text + decoder.decode() };
}
