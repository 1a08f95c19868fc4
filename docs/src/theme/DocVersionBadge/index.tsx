import { useDoc } from '@docusaurus/plugin-content-docs/client';
import Translate from '@docusaurus/Translate';
import type { ReactNode } from 'react';
import versions from '@site/generated/versions.json';
import { strings } from '@site/src/strings.ts';

const unreleased = '0.0.0';

/** Shows which package and version the page describes. */
export default function DocVersionBadge(): ReactNode {
  const { metadata } = useDoc();
  const page = versions[metadata.id];
  if (page === undefined) return undefined;
  // Not a paragraph: HTML can omit its end tag, and the search index would then include the page in it.
  return (
    <div className="described">
      {page.version === unreleased ? (
        <Translate values={{ package: <code>{page.package}</code> }}>
          {strings.describesUnreleased}
        </Translate>
      ) : (
        <Translate
          values={{ package: <code>{page.package}</code>, version: <span>{page.version}</span> }}
        >
          {strings.describes}
        </Translate>
      )}
    </div>
  );
}
