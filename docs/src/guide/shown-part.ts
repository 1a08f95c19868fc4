import { useSyncExternalStore } from 'react';

let shown: string | undefined;
const listeners = new Set<() => void>();

/** Tells the table of contents which part of the guide is shown. */
export function showPart(name: string | undefined): void {
  shown = name;
  for (const listener of listeners) listener();
}

/** The part of the guide that is shown; `undefined` if the page has no parts. */
export function useShownPart(): string | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
    () => undefined,
  );
}
