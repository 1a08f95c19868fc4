import { useLocation } from '@docusaurus/router';
import { translate } from '@docusaurus/Translate';
import {
  Children,
  isValidElement,
  type PropsWithChildren,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { guideParts } from '@site/src/markdown/guide-parts.ts';
import { strings } from '@site/src/strings.ts';
import { showPart } from './shown-part.ts';

type PartName = (typeof guideParts)[number]['name'];

interface GuidePartProps extends PropsWithChildren {
  readonly name: PartName;
}

const titles = {
  'set-up': strings.setUp,
  send: strings.sendAndTest,
  reference: strings.referencePart,
} as const satisfies Record<PartName, string>;

/**
 * The parts of a guide, of which one is shown at a time. All are in the page, for readers without JavaScript, for the
 * browser’s own search and for the site’s.
 */
export function GuideParts({ children }: PropsWithChildren): ReactNode {
  const names = Children.toArray(children)
    .filter((part) => isValidElement<GuidePartProps>(part))
    .map(({ props: { name } }) => name);
  const { hash } = useLocation();
  const list = useRef<HTMLDivElement>(null);
  // Until the page is alive, all parts are shown.
  const [shown, setShown] = useState<string>();
  const first = names[0];

  useEffect(() => {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    const part = target?.closest<HTMLElement>('[data-part]')?.dataset['part'];
    setShown(part ?? first);
    // The page has become shorter above the target.
    if (part !== undefined) requestAnimationFrame(() => target?.scrollIntoView());
  }, [hash, first]);

  useEffect(() => {
    showPart(shown);
    const listening = new AbortController();
    for (const part of list.current?.querySelectorAll<HTMLElement>(':scope > [data-part]') ?? []) {
      const { part: name } = part.dataset;
      // React does not know this value, with which the browser’s own search finds hidden text.
      if (shown === undefined || name === shown) part.removeAttribute('hidden');
      else part.setAttribute('hidden', 'until-found');
      const { signal } = listening;
      part.addEventListener('beforematch', () => setShown(name), { signal });
    }
    return () => listening.abort();
  }, [shown]);
  useEffect(() => () => showPart(undefined), []);

  const next = names[names.findIndex((name) => name === shown) + 1];
  return (
    <>
      <nav className="guide-parts" aria-label={translate({ message: strings.guideParts })}>
        {names.map((name) => (
          <a key={name} href={`#${idOf(name)}`} aria-current={shown === name ? 'step' : undefined}>
            {translate({ message: titles[name] })}
          </a>
        ))}
      </nav>
      <div ref={list}>{children}</div>
      {next !== undefined && shown !== undefined && (
        <a className="guide-next" href={`#${idOf(next)}`}>
          {translate({ message: titles[next] })}
        </a>
      )}
    </>
  );
}

export function GuidePart({ name, children }: GuidePartProps): ReactNode {
  return (
    <div id={idOf(name)} className={`guide-part guide-part-${name}`} data-part={name}>
      {children}
    </div>
  );
}

function idOf(name: PartName): string {
  return `part-${name}`;
}
