import Link from '@docusaurus/Link';
import { useLocation } from '@docusaurus/router';
import { translate } from '@docusaurus/Translate';
import useIsBrowser from '@docusaurus/useIsBrowser';
import { type ReactNode, useEffect } from 'react';
import { openSearch } from '@site/src/search/open-search.ts';
import { strings } from '@site/src/strings.ts';

const pages = [
  ['/send-your-first-code', strings.sendFirst],
  ['/connectors', strings.connectors],
  ['/reference/error-codes', strings.errorCodes],
] as const;

/** What to do instead: search with the words of the address, or open one of the main pages. */
export default function NotFoundContent(): ReactNode {
  const { pathname, hash } = useLocation();
  // The 404 page of the whole site has passed on the address.
  const missing = hash.startsWith('#/') ? hash.slice(1) : pathname;
  const words = useIsBrowser() ? wordsOf(missing) : '';
  useEffect(() => {
    if (missing !== pathname) globalThis.history.replaceState(undefined, '', missing);
  }, [missing, pathname]);
  return (
    <main className="not-found">
      <h1>{translate({ message: strings.notFound })}</h1>
      <p>{translate({ message: strings.notFoundLead })}</p>
      <p>
        <button type="button" className="action action-first" onClick={() => openSearch(words)}>
          {translate({ message: strings.searchSite })}
        </button>
      </p>
      <ul>
        {pages.map(([to, label]) => (
          <li key={to}>
            <Link to={to}>{translate({ message: label })}</Link>
          </li>
        ))}
      </ul>
    </main>
  );
}

function wordsOf(pathname: string): string {
  const [last = ''] = pathname.split('/').filter(Boolean).slice(-1);
  return decodeURIComponent(last)
    .replaceAll(/[-_.]+/g, ' ')
    .replace(/ html?$/, '');
}
