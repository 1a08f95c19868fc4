import { useDoc } from '@docusaurus/plugin-content-docs/client';
import type { ReactNode } from 'react';
import site from '@site/generated/site.json';

/** Which package, at which version, the page describes. */
export default function DocVersionBadge(): ReactNode {
  const { metadata } = useDoc();
  const page = site.pages.find(({ id }) => id === metadata.id);
  if (page === undefined) return undefined;
  return (
    <p className="described">
      <code>{page.package}</code> <span>{page.version}</span>
    </p>
  );
}
