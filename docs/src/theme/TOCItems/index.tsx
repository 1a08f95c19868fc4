import TOCItems from '@theme-original/TOCItems';
import type { Props } from '@theme/TOCItems';
import { type ReactNode, useEffect, useState } from 'react';
import { useShownPart } from '@site/src/guide/shown-part.ts';

/** Lists the headings of the part of the guide that is shown. */
export default function TOCItemsOfPart({ toc, ...props }: Props): ReactNode {
  const part = useShownPart();
  const [listed, setListed] = useState(toc);
  useEffect(() => {
    setListed(toc.filter(({ id }) => part === undefined || partOf(id) === part));
  }, [toc, part]);
  return <TOCItems toc={listed} {...props} />;
}

function partOf(id: string): string | undefined {
  return document.getElementById(id)?.closest<HTMLElement>('[data-part]')?.dataset['part'];
}
