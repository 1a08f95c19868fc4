import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../http/loopback.ts';

/** A request as it arrived. */
export interface EmulatorRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const maxBodyBytes = 1024 * 1024;

/** Reads a whole request; `undefined` if its body is over 1 MiB. */
export async function readRequest(incoming: IncomingMessage): Promise<EmulatorRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk as Buffer);
  }
  const { method = '', url = '/', headers } = incoming;
  return makeRequest(method, url, headers, Buffer.concat(chunks).toString('utf8'));
}

/** A request from its parts; `target` is what the request line has. */
export function makeRequest(
  method: string,
  target: string,
  headers: IncomingMessage['headers'],
  body: string,
): EmulatorRequest {
  const { pathname, searchParams } = new URL(target, 'http://127.0.0.1');
  return { method, path: pathname, query: searchParams, headers, body };
}

/**
 * Whether a website sends this request: browsers let any page post forms and plain text to this machine, and load its
 * URLs as pictures. A page of this machine's own is allowed.
 */
export function isFromWebsite(headers: IncomingMessage['headers']): boolean {
  const { host, origin } = headers;
  // A host of another name is a website whose name has been made to resolve to this machine (DNS rebinding).
  if (!isLoopback(`http://${host}`)) return true;
  if (origin !== undefined) return !isLoopback(origin);
  // Browsers send no origin with pictures and links, but say where these come from.
  const site = headers['sec-fetch-site'] ?? 'none';
  return site !== 'none' && site !== 'same-origin';
}
