import type { ReactNode } from 'react';
import { say } from './words.ts';

/** The example's message on a phone, with the code marked. */
export function Phone(): ReactNode {
  const [before = '', after = ''] = say('codeText').split('{{code}}');
  return (
    <figure className="phone">
      <figcaption>{say('phone')}</figcaption>
      <p>
        {before}
        <mark>123456</mark>
        {after}
      </p>
    </figure>
  );
}
