const key = 'sms-connectors-token';

/**
 * The token of this run: from the link's fragment, which is then taken out of the address, or from this
 * tab's own storage, so that a reload keeps it. A cookie would go to every port of this machine.
 */
export function sessionToken(): string | undefined {
  const fresh = window.location.hash.slice(1);
  if (fresh !== '') {
    sessionStorage.setItem(key, fresh);
    window.history.replaceState(null, '', window.location.pathname);
  }
  return sessionStorage.getItem(key) ?? undefined;
}
