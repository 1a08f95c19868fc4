const key = 'sms-connectors-token';

/**
 * Returns the key of this session: from the link's fragment, which is then removed from the address, or after a
 * reload from this tab's session storage. Nothing sends it:
 * see `sealedFetch`.
 */
export function sessionToken(): string | undefined {
  const fresh = window.location.hash.slice(1);
  if (fresh !== '') {
    sessionStorage.setItem(key, fresh);
    window.history.replaceState(null, '', window.location.pathname);
  }
  return sessionStorage.getItem(key) ?? undefined;
}
