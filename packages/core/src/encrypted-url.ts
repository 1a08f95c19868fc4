/**
 * Whether what goes to an address leaves this machine encrypted or not at all: `https:`, or `http:` to
 * loopback.
 */
export function isEncryptedUrl(url: string): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(parsed.hostname);
  return parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback);
}
