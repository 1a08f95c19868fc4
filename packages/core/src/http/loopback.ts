/** Whether an address is on this machine: what goes there is seen by nobody else. */
export function isLoopback(url: string | undefined): url is string {
  const host = URL.parse(url ?? '')?.hostname ?? '';
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
