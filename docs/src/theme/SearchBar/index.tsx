import { translate } from '@docusaurus/Translate';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { onOpenSearch } from '@site/src/search/open-search.ts';
import { openDialog } from '@site/src/search/pagefind.ts';
import { strings } from '@site/src/strings.ts';

declare module 'react' {
  // The custom elements of Pagefind.
  namespace JSX {
    interface IntrinsicElements {
      'pagefind-config': { 'bundle-path': string };
      'pagefind-modal': { 'reset-on-close'?: boolean };
    }
  }
}

/** The search button, which loads Pagefind's dialog on first use and opens it. */
export default function SearchBar(): ReactNode {
  const { siteConfig } = useDocusaurusContext();
  const bundle = String(siteConfig.customFields?.['searchBundle']);
  const [isWanted, setWanted] = useState(false);
  const label = translate({ message: strings.search });

  const open = useCallback(
    async (words = '') => {
      setWanted(true);
      await openDialog(bundle, words);
    },
    [bundle],
  );

  useEffect(() => onOpenSearch((words) => void open(words)), [open]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void open();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open]);

  return (
    <>
      <button
        type="button"
        className="search-button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => void open()}
      >
        <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
          <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
          <path d="m13 13 5 5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
        <span>{label}</span>
        <kbd aria-hidden="true">Ctrl K</kbd>
      </button>
      {isWanted && (
        <>
          <pagefind-config bundle-path={bundle} />
          <pagefind-modal reset-on-close />
        </>
      )}
    </>
  );
}
