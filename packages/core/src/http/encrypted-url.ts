import { isLoopback } from './loopback.ts';

/**
 * The address, where what goes to it leaves this machine encrypted or not at all: `https:`, or `http:` to
 * loopback. `undefined` for any other.
 */
export function encryptedUrl(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username + url.password !== '') return undefined;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(text))
    ? url
    : undefined;
}
