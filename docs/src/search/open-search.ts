const eventName = 'open-search';

/** Opens the search dialog, with words to search for. */
export function openSearch(words = ''): void {
  globalThis.window.dispatchEvent(new CustomEvent(eventName, { detail: words }));
}

/** Calls back if a component of the page opens the search; returns how to stop. */
export function onOpenSearch(open: (words: string) => void): () => void {
  const listener = (event: Event): void => open((event as CustomEvent<string>).detail);
  globalThis.window.addEventListener(eventName, listener);
  return () => globalThis.window.removeEventListener(eventName, listener);
}
