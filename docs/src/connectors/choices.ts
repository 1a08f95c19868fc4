import { useHistory, useLocation } from '@docusaurus/router';
import useIsBrowser from '@docusaurus/useIsBrowser';
import type { Choices } from './filters.ts';

const nameKey = 'name';

export interface Chosen {
  readonly choices: Choices;
  readonly typed: string;
  /** Chooses an answer; an empty one is any. */
  readonly choose: (key: string, id: string) => void;
  readonly type: (words: string) => void;
  readonly clear: () => void;
}

/** What the reader has chosen. It is in the query of the URL, so that a link leads to the same list. */
export function useChoices(): Chosen {
  const { search, pathname } = useLocation();
  const history = useHistory();
  // The pages are rendered without a query.
  const query = new URLSearchParams(useIsBrowser() ? search : '');
  const set = (key: string, value: string): void => {
    const next = new URLSearchParams(query);
    if (value === '') next.delete(key);
    else next.set(key, value);
    history.replace({ pathname, search: next.toString() });
  };
  return {
    choices: Object.fromEntries([...query].filter(([key]) => key !== nameKey)),
    typed: query.get(nameKey) ?? '',
    choose: set,
    type: (words) => set(nameKey, words),
    clear: () => history.replace({ pathname, search: '' }),
  };
}
