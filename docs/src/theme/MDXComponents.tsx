import { translate } from '@docusaurus/Translate';
import MDXComponents from '@theme-original/MDXComponents';
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import { strings } from '@site/src/strings.ts';

/**
 * A table wider than the page scrolls by itself, also by keyboard. On a phone, each row of a table with many columns
 * becomes a card, and each cell names its column.
 */
function Table(props: ComponentProps<'table'>): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  useEffect(() => {
    const labels = [...(table.current?.tHead?.rows[0]?.cells ?? [])].map(
      (head) => head.textContent,
    );
    for (const row of table.current?.tBodies[0]?.rows ?? []) {
      for (const [column, cell] of [...row.cells].entries()) cell.dataset['label'] = labels[column];
    }
  }, []);
  return (
    <div
      className="table-scroll"
      role="group"
      aria-label={translate({ message: strings.table })}
      tabIndex={0}
    >
      <table ref={table} role="table" {...props} />
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

export default { ...MDXComponents, ...rows, img: Picture, table: Table };
