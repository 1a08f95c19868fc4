import { translate } from '@docusaurus/Translate';
import type { ReactNode } from 'react';
import { strings } from '@site/src/strings.ts';

/** The example's message on a phone. */
export function Phone(): ReactNode {
  return (
    <figure className="phone">
      <figcaption>{translate({ message: strings.phone })}</figcaption>
      <p lang="en">
        Your code is <mark>123456</mark>.
      </p>
    </figure>
  );
}
