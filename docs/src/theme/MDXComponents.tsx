import { translate } from '@docusaurus/Translate';
import MDXComponents from '@theme-original/MDXComponents';
import type { ComponentProps, ReactNode } from 'react';
import { GuidePart, GuideParts } from '@site/src/guide/guide-parts.tsx';
import { Program } from '@site/src/guide/program.tsx';
import { strings } from '@site/src/strings.ts';

/**
 * A table wider than the page scrolls by itself, also by keyboard. On a phone, each row of a table with many columns
 * becomes a card, and each cell names its column.
 */
function Table(props: ComponentProps<'table'>): ReactNode {
  return (
    <div
      className="table-scroll"
      role="group"
      aria-label={translate({ message: strings.table })}
      tabIndex={0}
    >
      <table role="table" {...props} />
    </div>
  );
}

/** A picture with text keeps its size on a phone and scrolls by itself. */
function Picture(props: ComponentProps<'img'>): ReactNode {
  return (
    <span className="picture" role="group" aria-label={props.alt} tabIndex={0}>
      <img {...props} />
    </span>
  );
}

// Styled as cards, rows and cells need explicit roles for screen readers.
const rows = {
  thead: (props: ComponentProps<'thead'>) => <thead role="rowgroup" {...props} />,
  tbody: (props: ComponentProps<'tbody'>) => <tbody role="rowgroup" {...props} />,
  tr: (props: ComponentProps<'tr'>) => <tr role="row" {...props} />,
  th: (props: ComponentProps<'th'>) => <th role="columnheader" {...props} />,
  td: (props: ComponentProps<'td'>) => <td role="cell" {...props} />,
};

const guide = { GuidePart, GuideParts, Program };

export default { ...MDXComponents, ...rows, ...guide, img: Picture, table: Table };
